package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.NullModel;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.statistics.LogProbability;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What the tests of a pair found, as findings. */
final class PairFindings {

    private final PairResults results;
    private final Weighing weighing;
    private final UnitFindings units;

    PairFindings(PairResults results, VerdictPolicy policy, boolean derived) {
        this.results = results;
        this.weighing = new Weighing(results, policy, derived);
        this.units = new UnitFindings(weighing);
    }

    List<Finding> all() {
        PartFindings parts = new PartFindings(weighing);
        if (!results.suspect().isText()) {
            List<Finding> ofTower = new ArrayList<>(units.withoutTokens());
            ofTower.add(parts.norms());
            return ofTower;
        }
        List<Finding> findings = new ArrayList<>(units.all());
        findings.add(parts.norms());
        findings.add(parts.embedding());
        findings.add(parts.head());
        results.rowsByName().map(this::rowsByName).ifPresent(findings::add);
        findings.add(repetition());
        return findings;
    }

    /** Of all layers; the layers that a match picked are counted as picked. */
    double fixedPointLog10P() {
        return units.fixedPointLog10P();
    }

    private Finding rowsByName(RowAgreement rows) {
        Measure measure = Measure.ROWS_BY_NAME;
        if (rows.matrices() == 0) {
            return weighing.notRun(measure, "lineage.rows-not-run");
        }
        return new Finding(
                Claim.WEIGHTS_RELATED,
                results.suspect().component(),
                measure,
                (double) rows.fixed(),
                rows.correlation(),
                NullModel.stated(Message.of("lineage.rows-null")),
                OptionalDouble.of(rows.log10P()),
                0,
                weighing.isSignificant(rows.log10P()) ? Outcome.UNDECIDED : Outcome.NOTHING_FOUND,
                Message.of("lineage.rows", rows.fixed(), rows.rows(), rows.correlation(), rows.log10P()));
    }

    private Finding repetition() {
        Repetition found = results.repetition();
        Measure measure = Measure.REPETITION;
        if (found.layers() < 2 && found.experts() == 0) {
            return Finding.notRun(
                    Claim.REPEATS_ITSELF,
                    results.suspect().component(),
                    measure,
                    Message.of("lineage.repetition-not-run"));
        }
        boolean repeats = weighing.isSignificant(found.log10P());
        return new Finding(
                Claim.REPEATS_ITSELF,
                results.suspect().component(),
                measure,
                found.repeatedLayers().size() + found.layersWithCopiedExperts(),
                Double.NaN,
                NullModel.stated(Message.of("lineage.repetition-null")),
                OptionalDouble.of(found.log10P()),
                0,
                repeats ? Outcome.FOR : Outcome.NOTHING_FOUND,
                repeats ? repeated(found) : Message.of("lineage.no-repetition"));
    }

    private static Message repeated(Repetition found) {
        if (found.repeatedLayers().isEmpty()) {
            return Message.of("lineage.repetition-experts", found.layersWithCopiedExperts(), found.experts());
        }
        return found.experts() == 0
                ? Message.of("lineage.repetition-layers", found.repeatedLayers())
                : Message.of(
                        "lineage.repetition", found.repeatedLayers(), found.layersWithCopiedExperts(), found.experts());
    }

    /** Claims of two symmetries: units, where dependent tests combine by Cauchy's method, and places. */
    double unitsLog10P() {
        List<Double> tests = new ArrayList<>();
        if (!results.fixedPoints().isEmpty()) {
            tests.add(fixedPointLog10P());
        }
        if (!results.map().layers().isEmpty()) {
            tests.add(results.map().log10P());
        }
        return LogProbability.cauchy(
                tests.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
