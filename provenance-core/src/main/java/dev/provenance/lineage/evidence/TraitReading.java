package dev.provenance.lineage.evidence;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.Disguise;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.evidence.LayerMap.Entry;
import dev.provenance.lineage.evidence.LayerMatching.Cell;
import dev.provenance.safetensors.DType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.jspecify.annotations.Nullable;

/** Reads the signs of a relation from the results of a pair. */
final class TraitReading {

    /** Slope of the later model's weights on the earlier one's, at least; that of the earlier on the later, at most. */
    private static final double KEPT = 0.85;

    private static final double LOST = 0.8;
    /** Logarithm of the product of two factors, up to which one undoes the other. */
    private static final double UNDONE = 0.05;
    /** A change within this is the rounding to BF16, the coarsest dtype in use for weights that are trained. */
    private static final double BF16_ROUNDING = 0.003;

    private final PairResults results;
    private final VerdictPolicy policy;
    private final List<Entry> matched;

    TraitReading(PairResults results, VerdictPolicy policy) {
        this.results = results;
        this.policy = policy;
        this.matched = results.map().matched();
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
        Set<Disguise> disguises = disguises(correlation);
        double adapterShift = adapter.isPresent() ? adapterShift() : Double.NaN;
        return new Traits(
                map.layers().size(),
                matched.size(),
                map.text(),
                map.repeatsLayers(),
                map.dropsLayers(),
                dropsUnits(),
                matched.stream().mapToInt(entry -> entry.cell().parts()).max().orElse(1),
                correlation,
                results.norms().map(norms -> norms.test().correlation()).orElse(Double.NaN),
                median(rows, row -> row.aligned().change()),
                KindEffect.of(rows).stream()
                        .mapToDouble(effect -> Math.sqrt(Math.max(0, 1 - effect.cosine() * effect.cosine())))
                        .max()
                        .orElse(Double.NaN),
                isRounding(disguises),
                results.gridBits() == 0 ? OptionalInt.empty() : OptionalInt.of(results.gridBits()),
                adapter.isPresent() ? OptionalInt.of(adapter.get().rank()) : OptionalInt.empty(),
                adapterShift,
                forward,
                backward,
                results.embedding().map(part -> part.aligned().centredCosine()).orElse(Double.NaN),
                results.head().map(part -> part.aligned().centredCosine()).orElse(Double.NaN),
                results.embeddingTest()
                        .map(test -> test.log10P() <= policy.log10Significance())
                        .orElse(false),
                results.headTest()
                        .map(test -> test.log10P() <= policy.log10Significance())
                        .orElse(false),
                fixedPointLog10P <= policy.log10Significance(),
                results.limit().map(DetectionLimit::share).orElseGet(OptionalDouble::empty),
                results.rowsByName()
                        .filter(found -> found.matrices() > 0)
                        .map(found -> OptionalDouble.of(found.log10P()))
                        .orElseGet(OptionalDouble::empty),
                factors(),
                suspectIsLater(forward, backward, disguises.contains(Disguise.RESCALED), adapterShift),
                baseIsLater(forward, backward, disguises.contains(Disguise.RESCALED), adapterShift),
                results.tokens().areKnown(),
                results.tokens().isExtended(),
                disguises);
    }

    private static double median(List<AlignedRows> rows, ToDoubleFunction<AlignedRows> measure) {
        return new Median()
                .evaluate(rows.stream()
                        .mapToDouble(measure)
                        .filter(Double::isFinite)
                        .toArray());
    }

    private boolean dropsUnits() {
        return matched.stream()
                .map(entry -> entry.cell().sizes())
                .anyMatch(sizes -> sizes.baseUnits() > sizes.suspectUnits() && sizes.baseParts() == 1);
    }

    private boolean addsUnits() {
        return matched.stream()
                .map(entry -> entry.cell().sizes())
                .anyMatch(sizes -> sizes.baseUnits() < sizes.suspectUnits() && sizes.suspectParts() == 1);
    }

    private List<Double> factors() {
        double[] factors = results.rows().stream()
                .mapToDouble(row -> row.aligned().factor())
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return factors.length == 0 ? List.of() : List.of(factors[0], factors[factors.length - 1]);
    }

    private Set<Disguise> disguises(double correlation) {
        Set<Disguise> found = EnumSet.noneOf(Disguise.class);
        if (matched.isEmpty() || !(correlation >= policy.derivedCorrelation())) {
            return found;
        }
        ResidualBasis.Kind basis = results.basis().map(ResidualBasis::kind).orElse(ResidualBasis.Kind.SAME);
        boolean sameUnits = matched.stream()
                .allMatch(entry ->
                        entry.cell().sizes().baseUnits() == entry.cell().sizes().suspectUnits());
        if (basis == ResidualBasis.Kind.PERMUTED
                || results.rows().stream().anyMatch(AlignedRows::isReorderedAttention)
                || (sameUnits && matched.stream().filter(Entry::isReordered).count() * 2 > matched.size())) {
            found.add(Disguise.PERMUTED);
        }
        if (basis == ResidualBasis.Kind.ROTATED) {
            found.add(Disguise.ROTATED);
        }
        if (results.folded() && results.suspectFolded()) {
            found.add(Disguise.NORMS_FOLDED);
        }
        if (matched.stream().anyMatch(entry -> isRescaled(entry.suspectLayer()))) {
            found.add(Disguise.RESCALED);
        }
        found.addAll(naming());
        return found;
    }

    /** One projection scaled, and the one that undoes it scaled back: the function stays as it is. */
    private boolean isRescaled(int layer) {
        return undo(layer, TensorKind.MLP_UP, TensorKind.MLP_DOWN)
                || undo(layer, TensorKind.ATTENTION_VALUE, TensorKind.ATTENTION_OUTPUT)
                || undo(layer, TensorKind.ATTENTION_QUERY, TensorKind.ATTENTION_KEY);
    }

    private boolean undo(int layer, TensorKind first, TensorKind second) {
        double one = factor(layer, first);
        double other = factor(layer, second);
        return Math.max(one, 1 / one) > policy.factor() && Math.abs(Math.log(one * other)) < UNDONE;
    }

    /** Best factor of a tensor that is otherwise alike; NaN where there is none. */
    private double factor(int layer, TensorKind kind) {
        return results.rows().stream()
                .filter(row -> row.layer() == layer && row.kind() == kind)
                .map(AlignedRows::aligned)
                .filter(agreement -> agreement.centredCosine() >= policy.correlationWithoutNorms())
                .mapToDouble(Agreement::factor)
                .findFirst()
                .orElse(Double.NaN);
    }

    private Set<Disguise> naming() {
        Set<Disguise> found = EnumSet.noneOf(Disguise.class);
        for (Entry entry : matched) {
            for (TensorKind kind : List.of(TensorKind.MLP_UP, TensorKind.ATTENTION_QUERY, TensorKind.MLP_DOWN)) {
                @Nullable
                LogicalTensor ours =
                        results.base().find(entry.baseLayer(), kind).orElse(null);
                @Nullable
                LogicalTensor theirs =
                        results.suspect().find(entry.suspectLayer(), kind).orElse(null);
                if (ours != null && theirs != null) {
                    if (!pattern(ours).equals(pattern(theirs))) {
                        found.add(Disguise.RENAMED);
                    }
                    if (ours.isWhole() != theirs.isWhole()) {
                        found.add(Disguise.FUSED);
                    }
                }
            }
        }
        return found;
    }

    private static String pattern(LogicalTensor tensor) {
        return tensor.stored().name().replaceAll("\\d+", "#");
    }

    /** Whether all layers match, none twice, and no tensor changed by more than the rounding to the coarser dtype. */
    private boolean isRounding(Set<Disguise> disguises) {
        LayerMap map = results.map();
        if (matched.isEmpty()
                || matched.size() < map.layers().size()
                || map.repeatsLayers()
                || map.dropsLayers()
                || dropsUnits()
                || addsUnits()
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
        double allowed = computed ? policy.roundingChange() : sameDType() ? 0 : BF16_ROUNDING;
        return results.embedding().isPresent()
                && all.stream()
                        .allMatch(row -> (computed
                                        ? row.aligned().change()
                                        : row.aligned().relativeL2())
                                <= allowed)
                && results.norms()
                        .map(norms -> norms.agreement().relativeL2() <= allowed)
                        .orElse(true);
    }

    private boolean sameDType() {
        Set<DType> types = new HashSet<>();
        results.base().embedding().ifPresent(tensor -> types.add(tensor.view().dtype()));
        results.suspect()
                .embedding()
                .ifPresent(tensor -> types.add(tensor.view().dtype()));
        return types.size() == 1;
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

    private List<String> suspectIsLater(double forward, double backward, boolean rescaled, double adapterShift) {
        List<String> signs = new ArrayList<>();
        if (matched.isEmpty()) {
            return signs;
        }
        if (results.map().repeatsLayers()) {
            signs.add("the suspect has a layer of the base twice");
        }
        if (results.map().dropsLayers()) {
            signs.add("every layer of the suspect is a layer of the base, which has further ones");
        }
        if (dropsUnits()) {
            signs.add("the suspect's units are some of the base's");
        }
        if (matched.stream().anyMatch(entry -> entry.cell().parts() > 1)) {
            signs.add("several experts of the suspect are one MLP of the base");
        }
        if (results.tokens().isExtended()) {
            signs.add("the suspect has every token of the base and further ones");
        }
        if (results.gridBits() > 0) {
            signs.add("the suspect's numbers lie on a grid of " + results.gridBits() + " bits, the base's do not");
        }
        if (forward >= KEPT && backward < LOST && !rescaled) {
            signs.add(slopes("the suspect", forward, backward));
        }
        if (adapterShift < 1.0 / 3) {
            signs.add(String.format(
                    Locale.ROOT, "of the low-rank change the base has %.2f, the suspect 1 more", adapterShift));
        }
        return signs;
    }

    private static String slopes(String later, double kept, double lost) {
        return String.format(
                Locale.ROOT,
                "%s keeps %.2f of the other's weights and adds to them, seen from the other side only %.2f are kept",
                later,
                kept,
                lost);
    }

    private List<String> baseIsLater(double forward, double backward, boolean rescaled, double adapterShift) {
        List<String> signs = new ArrayList<>();
        if (matched.isEmpty()) {
            return signs;
        }
        if (baseRepeats()) {
            signs.add("the base has a layer of the suspect twice");
        }
        if (addsUnits()) {
            signs.add("the base's units are some of the suspect's");
        }
        if (hasLayersThatTheBaseLacks()) {
            signs.add("every layer of the base is a layer of the suspect, which has further ones");
        }
        if (expertsOfBase()) {
            signs.add("several experts of the base are one MLP of the suspect");
        }
        if (results.tokens().isReduced()) {
            signs.add("the base has every token of the suspect and further ones");
        }
        if (backward >= KEPT && forward < LOST && !rescaled) {
            signs.add(slopes("the base", backward, forward));
        }
        if (adapterShift > 2.0 / 3) {
            signs.add(String.format(
                    Locale.ROOT, "of the low-rank change the base has %.2f, the suspect 1 less", adapterShift));
        }
        return signs;
    }

    private boolean hasLayersThatTheBaseLacks() {
        return matched.size() < results.map().layers().size()
                && results.map().origins().size() == results.map().baseLayers().size();
    }

    private boolean expertsOfBase() {
        return matched.stream()
                .anyMatch(entry -> entry.cell().sizes().baseParts() > 1
                        && entry.cell().sizes().suspectParts() == 1);
    }

    /** Whether two layers of the base match one of the suspect. */
    private boolean baseRepeats() {
        if (results.map().baseLayers().size() <= results.map().layers().size()) {
            return false;
        }
        for (LayerMatching matching : new @Nullable LayerMatching[] {results.byWeights(), results.byEmbeddings()}) {
            if (matching == null) {
                continue;
            }
            for (int column = 0; column < matching.suspectLayers().size(); column++) {
                int alike = 0;
                for (int row = 0; row < matching.baseLayers().size(); row++) {
                    Optional<Cell> cell = matching.cell(row, column);
                    if (cell.isPresent() && cell.get().share() >= policy.matchShare()) {
                        alike++;
                    }
                }
                if (alike > 1) {
                    return true;
                }
            }
        }
        return false;
    }
}
