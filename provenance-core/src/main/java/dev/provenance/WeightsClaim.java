package dev.provenance;

import dev.provenance.ClaimAnswer.Evidence;
import dev.provenance.lineage.BaseConclusion;
import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.lineage.Relation;
import dev.provenance.message.Message;
import java.util.List;
import java.util.stream.Stream;

/**
 * The claim that two models share trained weights. A part that is not shared speaks against it only where the layers do not
 * speak for it: a model with new embeddings keeps its layers.
 */
final class WeightsClaim {

    private final ProvenanceReport report;
    private final Verdict verdict;
    private final List<Finding> layers;
    private final List<Finding> parts;

    WeightsClaim(ProvenanceReport report) {
        this.report = report;
        this.verdict = report.verdict();
        this.layers = about(Claim.WEIGHTS_RELATED);
        this.parts = about(Claim.PART_SHARED);
    }

    private List<Finding> about(Claim claim) {
        return report.findings().stream()
                .filter(finding -> finding.claim() == claim)
                .toList();
    }

    static List<Finding> of(List<Finding> findings, Outcome... outcomes) {
        return findings.stream()
                .filter(finding -> List.of(outcomes).contains(finding.outcome()))
                .toList();
    }

    ClaimAnswer answer() {
        List<Finding> supporting = both(Outcome.FOR);
        boolean byLayers = !of(layers, Outcome.FOR).isEmpty();
        List<Finding> opposing = byLayers ? of(layers, Outcome.NOTHING_FOUND) : both(Outcome.NOTHING_FOUND);
        return new ClaimAnswer(
                Claim.WEIGHTS_RELATED,
                verdict.weightsRelated(),
                Evidence.of(supporting),
                Evidence.of(both(Outcome.UNDECIDED)),
                Evidence.of(opposing),
                verdict.coverage(),
                verdict.log10P(),
                sentence(supporting, opposing, byLayers));
    }

    private List<Finding> both(Outcome outcome) {
        return Stream.concat(of(layers, outcome).stream(), of(parts, outcome).stream())
                .toList();
    }

    private Message sentence(List<Finding> supporting, List<Finding> opposing, boolean byLayers) {
        return switch (verdict.weightsRelated()) {
            case YES -> found(supporting, opposing, byLayers);
            case NO, NO_EVIDENCE -> nothing();
            case INCONCLUSIVE -> open(opposing);
            case NOT_COMPARABLE -> Message.of("verdict.notComparable");
        };
    }

    private Message open(List<Finding> opposing) {
        List<Object> above = measures(Stream.concat(
                        of(layers, Outcome.FOR, Outcome.UNDECIDED).stream(),
                        of(parts, Outcome.FOR, Outcome.UNDECIDED).stream())
                .toList());
        boolean equal = verdict.relation() == Relation.IDENTICAL || verdict.relation() == Relation.REFORMATTED;
        if (above.isEmpty() || equal) {
            return verdict.reasons().getFirst();
        }
        return opposing.isEmpty()
                ? Message.of("claim.weightsInconclusive", above, percent())
                : Message.of("claim.weightsMixed", above, measures(opposing));
    }

    private Message found(List<Finding> supporting, List<Finding> opposing, boolean byLayers) {
        if (supporting.isEmpty()) {
            return verdict.relation() == Relation.PARTS_REUSED
                    ? verdict.reasons().getFirst()
                    : Message.of("claim.weightsEqual", percent());
        }
        if (!byLayers) {
            return Message.of("claim.weightsParts", parts(supporting), opposing.size());
        }
        int run = supporting.size() + opposing.size() + both(Outcome.UNDECIDED).size();
        if (opposing.isEmpty()) {
            return Message.of("claim.weightsFound", supporting.size(), run, percent());
        }
        return verdict.disguises().isEmpty()
                ? Message.of("claim.weightsConflict", supporting.size(), run, measures(opposing))
                : Message.of(
                        "claim.weightsDisguised",
                        supporting.size(),
                        run,
                        measures(opposing),
                        verdict.disguises().stream().sorted().toList());
    }

    /** Against which bases, on how much, and what would have been found. */
    private Message nothing() {
        List<Message> against = report.comparisons().stream()
                .map(BaseComparison::conclusion)
                .filter(conclusion -> conclusion.relation() == Relation.NO_SHARED_WEIGHTS_FOUND
                        || conclusion.base().equals(verdict.base()))
                .map(WeightsClaim::limit)
                .toList();
        return Message.of(
                verdict.relation() == Relation.SHARED_INITIALISATION
                        ? "claim.weightsInitialisation"
                        : "claim.weightsNothing",
                against,
                percent());
    }

    private static Message limit(BaseConclusion conclusion) {
        return conclusion.detectionLimit().isPresent()
                ? Message.of(
                        "claim.base",
                        conclusion.base(),
                        100 * conclusion.detectionLimit().getAsDouble())
                : Message.of("claim.baseWithoutLimit", conclusion.base());
    }

    private double percent() {
        return 100 * verdict.coverage();
    }

    private static List<Object> measures(List<Finding> findings) {
        return findings.stream().<Object>map(Finding::measure).distinct().toList();
    }

    private static List<Object> parts(List<Finding> findings) {
        return findings.stream()
                .<Object>map(finding -> Parts.name(finding.component()))
                .distinct()
                .toList();
    }
}
