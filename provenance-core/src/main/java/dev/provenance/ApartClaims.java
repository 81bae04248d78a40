package dev.provenance;

import static dev.provenance.ClaimAnswer.Evidence.NONE;

import dev.provenance.ClaimAnswer.Evidence;
import dev.provenance.behavior.BehaviorComparison;
import dev.provenance.behavior.RecordedBehavior;
import dev.provenance.history.ExaminedHistory;
import dev.provenance.history.HistoryFinding;
import dev.provenance.history.HistoryFinding.Consistency;
import dev.provenance.history.compute.ComputeCheck;
import dev.provenance.history.compute.ComputePlausibility;
import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Finding;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Claims on what a user gave besides the models: recorded outputs, a training history, a declared training. No verdict on weights rests on them. */
final class ApartClaims {

    private ApartClaims() {}

    static List<ClaimAnswer> of(ProvenanceReport report) {
        List<ClaimAnswer> claims = new ArrayList<>();
        report.behavior()
                .flatMap(behavior -> comparison(behavior, report.verdict().base()))
                .map(comparison -> behaves(comparison.finding()))
                .ifPresent(claims::add);
        report.history().map(ApartClaims::consistent).ifPresent(claims::add);
        report.history().map(ApartClaims::consistent).ifPresent(claims::add);
        report.compute().map(ApartClaims::plausible).ifPresent(claims::add);
        return claims;
    }

    private static Optional<BehaviorComparison> comparison(RecordedBehavior behavior, String base) {
        return behavior.comparisons().stream()
                .filter(comparison -> comparison.base().equals(base))
                .findFirst();
    }

    private static ClaimAnswer behaves(Finding finding) {
        Evidence reason = Evidence.signs(List.of(finding.reason()));
        return new ClaimAnswer(
                Claim.BEHAVES_ALIKE,
                switch (finding.outcome()) {
                    case FOR -> Answer.YES;
                    case NOTHING_FOUND -> Answer.NO_EVIDENCE;
                    case UNDECIDED -> Answer.INCONCLUSIVE;
                    case NOT_RUN, NOT_COUNTED -> Answer.NOT_COMPARABLE;
                },
                finding.outcome() == Finding.Outcome.FOR ? reason : NONE,
                finding.outcome() == Finding.Outcome.UNDECIDED ? reason : NONE,
                finding.outcome() == Finding.Outcome.NOTHING_FOUND ? reason : NONE,
                Double.NaN,
                finding.log10P(),
                finding.reason());
    }

    private static ClaimAnswer consistent(ExaminedHistory history) {
        return new ClaimAnswer(
                Claim.HISTORY_CONSISTENT,
                switch (history.verdict()) {
                    case CONSISTENT -> Answer.YES;
                    case QUESTIONABLE -> Answer.INCONCLUSIVE;
                    case CONTRADICTED -> Answer.NO;
                    case NOT_TESTED -> Answer.NOT_COMPARABLE;
                },
                Evidence.signs(reasons(history, Consistency.CONSISTENT)),
                Evidence.signs(reasons(history, Consistency.QUESTIONABLE)),
                Evidence.signs(reasons(history, Consistency.CONTRADICTED)),
                Double.NaN,
                OptionalDouble.empty(),
                reasons(history, history.verdict()).stream().findFirst().orElse(Message.of("claim.historyNotKnown")));
    }

    private static List<Message> reasons(ExaminedHistory history, Consistency verdict) {
        return history.findings().stream()
                .filter(finding -> finding.verdict() == verdict)
                .map(HistoryFinding::reason)
                .toList();
    }

    private static ClaimAnswer consistent(ExaminedHistory history) {
        List<Message> consistent = reasons(history, Consistency.CONSISTENT);
        List<Message> questionable = reasons(history, Consistency.QUESTIONABLE);
        List<Message> contradicted = reasons(history, Consistency.CONTRADICTED);
        return new ClaimAnswer(
                Claim.HISTORY_CONSISTENT,
                switch (history.verdict()) {
                    case CONSISTENT -> Answer.YES;
                    case QUESTIONABLE -> Answer.INCONCLUSIVE;
                    case CONTRADICTED -> Answer.NO;
                    case NOT_TESTED -> Answer.NOT_COMPARABLE;
                },
                Evidence.signs(consistent),
                Evidence.signs(questionable),
                Evidence.signs(contradicted),
                Double.NaN,
                OptionalDouble.empty(),
                Stream.of(contradicted, questionable, consistent)
                        .flatMap(List::stream)
                        .findFirst()
                        .orElse(Message.of("claim.historyNotTested")));
    }

    private static List<Message> reasons(ExaminedHistory history, Consistency verdict) {
        return history.findings().stream()
                .filter(finding -> finding.verdict() == verdict)
                .map(HistoryFinding::reason)
                .toList();
    }

    private static ClaimAnswer plausible(ComputePlausibility compute) {
        List<Message> plausible = reasons(compute, ComputeCheck.Outcome.PLAUSIBLE);
        List<Message> unusual =
                reasons(compute, ComputeCheck.Outcome.UNUSUALLY_LITTLE, ComputeCheck.Outcome.UNUSUALLY_MUCH);
        List<Message> impossible = reasons(compute, ComputeCheck.Outcome.IMPOSSIBLE);
        Answer answer = !impossible.isEmpty()
                ? Answer.NO
                : !unusual.isEmpty() ? Answer.INCONCLUSIVE : plausible.isEmpty() ? Answer.NOT_COMPARABLE : Answer.YES;
        return new ClaimAnswer(
                Claim.COMPUTE_PLAUSIBLE,
                answer,
                Evidence.signs(plausible),
                Evidence.signs(unusual),
                Evidence.signs(impossible),
                Double.NaN,
                OptionalDouble.empty(),
                Stream.of(impossible, unusual, plausible)
                        .flatMap(List::stream)
                        .findFirst()
                        .orElse(Message.of("claim.computeNotKnown")));
    }

    private static List<Message> reasons(ComputePlausibility compute, ComputeCheck.Outcome... outcomes) {
        return compute.checks().stream()
                .filter(check -> List.of(outcomes).contains(check.outcome()))
                .map(ComputeCheck::reason)
                .toList();
    }
}
