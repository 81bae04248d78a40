package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.Disguise;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.evidence.LayerMap.Entry;
import dev.provenance.lineage.internal.statistics.JointPermutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** Reads the signs of a relation from the results of a pair. */
final class TraitReading {

    private final PairResults results;
    private final VerdictPolicy policy;
    private final List<Entry> matched;
    private final DirectionSigns direction;

    TraitReading(PairResults results, VerdictPolicy policy) {
        this.results = results;
        this.policy = policy;
        this.matched = results.map().matched();
        this.direction = new DirectionSigns(results, policy);
    }

    Traits traits(double fixedPointLog10P) {
        LayerMap map = results.map();
        List<AlignedRows> rows = results.rows();
        Optional<AdapterRank> adapter = results.adapter().filter(AdapterRank::isAdapter);
        double correlation = median(rows, row -> row.aligned().centredCosine());
        double forward = median(rows, row -> row.aligned().factor());
        double backward = median(
                rows,
                row -> row.aligned().cosine()
                        * row.aligned().cosine()
                        / row.aligned().factor());
        Set<Disguise> disguises = new DisguiseReading(results, policy).disguises(correlation);
        double adapterShift = adapter.isPresent() ? adapterShift() : Double.NaN;
        DirectionSigns.Slopes slopes =
                new DirectionSigns.Slopes(forward, backward, disguises.contains(Disguise.RESCALED), adapterShift);
        return new Traits(
                results.trained(),
                map.layers().size(),
                matched.size(),
                map.text(),
                map.repeatsLayers(),
                map.dropsLayers(),
                direction.dropsUnits(),
                matched.stream().mapToInt(entry -> entry.cell().parts()).max().orElse(1),
                correlation,
                KindEffects.of(rows).stream()
                        .mapToDouble(effect -> effect.centredCosine())
                        .filter(Double::isFinite)
                        .max()
                        .orElse(Double.NaN),
                results.norms().map(norms -> norms.test().correlation()).orElse(Double.NaN),
                median(rows, row -> row.aligned().change()),
                isRounding(disguises),
                results.gridBits() == 0 ? OptionalInt.empty() : OptionalInt.of(results.gridBits()),
                adapter.isPresent() ? OptionalInt.of(adapter.get().rank()) : OptionalInt.empty(),
                adapterShift,
                forward,
                backward,
                ofTokens(results.embedding(), results.embeddingTest()),
                ofTokens(results.head(), results.headTest()),
                results.reusedUnits(),
                fixedPointLog10P <= policy.log10Significance(),
                results.limit().map(DetectionLimit::share).orElseGet(OptionalDouble::empty),
                results.rowsByName()
                        .filter(found -> found.matrices() > 0)
                        .map(found -> OptionalDouble.of(found.log10P()))
                        .orElseGet(OptionalDouble::empty),
                factors(),
                direction.suspectIsLater(slopes),
                direction.baseIsLater(slopes),
                results.tokens().areKnown(),
                results.tokens().isExtended(),
                disguises);
    }

    private TokenPart ofTokens(Optional<AlignedRows> rows, Optional<JointPermutation> test) {
        return new TokenPart(
                rows.map(part -> part.aligned().centredCosine()).orElse(Double.NaN),
                test.map(found -> found.log10P() <= policy.log10Significance()).orElse(false),
                rows.map(part -> TrainingSigns.areIn(part, policy)).orElse(false));
    }

    private static double median(List<AlignedRows> rows, ToDoubleFunction<AlignedRows> measure) {
        return new Median()
                .evaluate(rows.stream()
                        .mapToDouble(measure)
                        .filter(Double::isFinite)
                        .toArray());
    }

    private List<Double> factors() {
        double[] factors = results.rows().stream()
                .mapToDouble(row -> row.aligned().factor())
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return factors.length == 0 ? List.of() : List.of(factors[0], factors[factors.length - 1]);
    }

    /** Whether all layers match, none twice, and no tensor changed by more than rounding. */
    private boolean isRounding(Set<Disguise> disguises) {
        LayerMap map = results.map();
        if (matched.isEmpty()
                || matched.size() < map.layers().size()
                || map.repeatsLayers()
                || map.dropsLayers()
                || direction.dropsUnits()
                || direction.addsUnits()
                || results.tokens().isExtended()
                || results.tokens().isReduced()) {
            return false;
        }
        boolean computed = disguises.contains(Disguise.ROTATED)
                || disguises.contains(Disguise.RESCALED)
                || disguises.contains(Disguise.NORMS_FOLDED);
        List<AlignedRows> all = new ArrayList<>(results.rows());
        results.embedding().ifPresent(all::add);
        results.head().ifPresent(all::add);
        if (results.embedding().isEmpty() && results.suspect().isText()) {
            return false;
        }
        // What was computed anew is no number's rounding, but near it.
        double allowed = policy.roundingChange();
        return computed
                ? all.stream().allMatch(row -> row.aligned().change() <= allowed)
                        && results.norms().stream()
                                .allMatch(norms -> norms.agreement().relativeL2() <= allowed)
                : all.stream().allMatch(AlignedRows::rounded)
                        && results.norms().stream().allMatch(NormVectors.Result::rounded);
    }

    /** {@code −⟨W_base, Δ⟩/‖Δ‖²} of the samples that changed, the median: an adapter's direction owes nothing to the base. */
    private double adapterShift() {
        List<Double> shifts = new ArrayList<>();
        for (AlignedRows row : results.rows()) {
            double inner = 0;
            double squares = 0;
            for (int i = 0; i < row.base().rows(); i++) {
                float[] a = row.base().row(i);
                float[] b = row.suspect().row(i);
                for (int j = 0; j < a.length; j++) {
                    double change = (double) b[j] - a[j];
                    inner += a[j] * change;
                    squares += change * change;
                }
            }
            if (squares > 0) {
                shifts.add(-inner / squares);
            }
        }
        return new Median()
                .evaluate(shifts.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
