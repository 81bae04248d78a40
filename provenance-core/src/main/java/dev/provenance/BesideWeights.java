package dev.provenance;

import dev.provenance.behavior.BehaviorComparison;
import dev.provenance.behavior.RecordedBehavior;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.message.Message;

/** Says what recorded behaviour means beside a verdict on weights, which is not touched. */
final class BesideWeights {

    private BesideWeights() {}

    static RecordedBehavior explain(RecordedBehavior behavior, Verdict verdict) {
        return behavior.with(behavior.comparisons().stream()
                .filter(comparison -> comparison.base().equals(verdict.base()))
                .findFirst()
                .map(comparison -> sentence(comparison, verdict.weightsRelated()))
                .orElseGet(() -> Message.of("behavior.beside-not-judged")));
    }

    private static Message sentence(BehaviorComparison comparison, Answer weights) {
        boolean alike = comparison.finding().outcome() == Outcome.FOR;
        if (comparison.finding().outcome() == Outcome.NOT_RUN) {
            return Message.of("behavior.beside-not-judged");
        }
        if (weights == Answer.YES) {
            return Message.of(alike ? "behavior.beside-both" : "behavior.beside-weights-only");
        }
        return alike && weights == Answer.NO_EVIDENCE
                ? Message.of("behavior.beside-behaviour-only", comparison.base())
                : Message.of("behavior.beside-neither");
    }
}
