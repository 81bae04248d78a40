package dev.provenance;

import static dev.provenance.ClaimAnswer.Evidence.NONE;

import dev.provenance.ClaimAnswer.Evidence;
import dev.provenance.architecture.match.FieldMatch;
import dev.provenance.lineage.BaseConclusion;
import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Direction;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.lineage.Relation;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The claims of a report: what was measured already, told apart by what it speaks for. */
final class Claims {

    private final ProvenanceReport report;
    private final Verdict verdict;
    private final BaseConclusion conclusion;

    private Claims(ProvenanceReport report) {
        this.report = report;
        this.verdict = report.verdict();
        this.conclusion = report.comparisons().stream()
                .map(BaseComparison::conclusion)
                .filter(one -> one.base().equals(verdict.base()))
                .findFirst()
                .orElseThrow();
    }

    static List<ClaimAnswer> of(ProvenanceReport report) {
        Claims claims = new Claims(report);
        List<ClaimAnswer> answers = new ArrayList<>();
        ClaimAnswer weights = new WeightsClaim(report).answer();
        answers.add(weights);
        answers.add(claims.later());
        answers.add(claims.initialisation(weights));
        claims.repetition().ifPresent(answers::add);
        answers.add(claims.tokenizer());
        answers.add(claims.architecture());
        answers.addAll(ApartClaims.of(report));
        return List.copyOf(answers);
    }

    private static ClaimAnswer apart(
            Claim claim, Answer answer, Evidence supporting, Evidence opposing, Message sentence) {
        return new ClaimAnswer(claim, answer, supporting, NONE, opposing, Double.NaN, OptionalDouble.empty(), sentence);
    }

    private ClaimAnswer later() {
        Claim claim = Claim.SUSPECT_IS_LATER;
        if (verdict.weightsRelated() != Answer.YES) {
            return apart(claim, Answer.NOT_COMPARABLE, NONE, NONE, Message.of("claim.laterNothingShared"));
        }
        Evidence later = Evidence.signs(conclusion.laterSigns());
        Evidence earlier = Evidence.signs(conclusion.earlierSigns());
        Direction direction = verdict.direction();
        return switch (direction) {
            case BASE_FIRST ->
                isToldOnly()
                        ? apart(
                                claim,
                                Answer.NO_EVIDENCE,
                                later,
                                NONE,
                                conclusion.laterSigns().getFirst())
                        : apart(claim, Answer.YES, later, NONE, Message.of("claim.laterFound"));
            case SUSPECT_FIRST -> apart(claim, Answer.NO, NONE, earlier, Message.of("claim.laterOpposed"));
            case SIBLINGS ->
                later.isEmpty()
                        ? apart(claim, Answer.NO, NONE, earlier, Message.of("claim.laterSiblings"))
                        : apart(claim, Answer.INCONCLUSIVE, later, earlier, Message.of("claim.laterConflict"));
            case UNDETERMINED -> apart(claim, Answer.NO_EVIDENCE, NONE, NONE, Message.of("claim.laterNothing"));
        };
    }

    /** The user's word is no evidence: the verdict takes it, the claim does not. */
    private boolean isToldOnly() {
        return conclusion.laterSigns().equals(List.of(Message.of("lineage.users-word")));
    }

    private ClaimAnswer initialisation(ClaimAnswer weights) {
        Answer answer = verdict.initialisationShared();
        if (answer == Answer.YES && weights.answer() == Answer.YES) {
            return initialisation(weights.supporting(), NONE, Message.of("claim.initialisationImplied"));
        }
        List<Finding> inPlace = report.findings().stream()
                .filter(finding -> switch (finding.measure()) {
                    case FIXED_POINTS, HEAD_FIXED_POINTS, ROWS_BY_NAME -> true;
                    default -> false;
                })
                .toList();
        Evidence above = Evidence.of(WeightsClaim.of(inPlace, Outcome.FOR, Outcome.UNDECIDED));
        Evidence nothing = Evidence.of(WeightsClaim.of(inPlace, Outcome.NOTHING_FOUND));
        return switch (answer) {
            case YES ->
                initialisation(
                        above,
                        nothing,
                        Message.of(
                                verdict.relation() == Relation.SHARED_INITIALISATION
                                        ? "claim.initialisationFound"
                                        : "claim.initialisationEqual"));
            case NO, NO_EVIDENCE -> initialisation(above, nothing, Message.of("claim.initialisationNothing"));
            case INCONCLUSIVE -> initialisation(above, nothing, Message.of("claim.initialisationInconclusive"));
            case NOT_COMPARABLE -> initialisation(NONE, NONE, Message.of("verdict.notComparable"));
        };
    }

    private ClaimAnswer initialisation(Evidence supporting, Evidence opposing, Message sentence) {
        return new ClaimAnswer(
                Claim.INITIALISATION_SHARED,
                verdict.initialisationShared(),
                supporting,
                NONE,
                opposing,
                verdict.coverage(),
                verdict.log10P(),
                sentence);
    }

    private Optional<ClaimAnswer> repetition() {
        return report.findings().stream()
                .filter(finding -> finding.claim() == Claim.REPEATS_ITSELF)
                .findFirst()
                .map(finding -> new ClaimAnswer(
                        Claim.REPEATS_ITSELF,
                        switch (finding.outcome()) {
                            case FOR -> Answer.YES;
                            case UNDECIDED -> Answer.INCONCLUSIVE;
                            case NOTHING_FOUND -> Answer.NO_EVIDENCE;
                            case NOT_RUN, NOT_COUNTED -> Answer.NOT_COMPARABLE;
                        },
                        Evidence.of(WeightsClaim.of(List.of(finding), Outcome.FOR)),
                        Evidence.of(WeightsClaim.of(List.of(finding), Outcome.UNDECIDED)),
                        Evidence.of(WeightsClaim.of(List.of(finding), Outcome.NOTHING_FOUND)),
                        Double.NaN,
                        finding.log10P(),
                        finding.reason()));
    }

    private ClaimAnswer tokenizer() {
        TokenizerClaim tokenizer = report.tokenizer();
        Evidence reasons = Evidence.signs(tokenizer.reasons());
        boolean related = tokenizer.related() == Answer.YES;
        return new ClaimAnswer(
                Claim.TOKENIZER_RELATED,
                tokenizer.related(),
                related ? reasons : NONE,
                NONE,
                related ? NONE : reasons,
                Double.NaN,
                tokenizer
                        .comparison()
                        .map(comparison -> OptionalDouble.of(
                                comparison.relation().evidence().log10P()))
                        .orElseGet(OptionalDouble::empty),
                tokenizer
                        .comparison()
                        .map(comparison -> Message.of(
                                related ? "claim.tokenizerFound" : "claim.tokenizerNothing",
                                comparison.relation().relation()))
                        .orElseGet(() -> Message.of(
                                "claim.tokenizerNotCompared",
                                tokenizer.notCompared().orElseThrow())));
    }

    private ClaimAnswer architecture() {
        Claim claim = Claim.ARCHITECTURE_EQUAL;
        List<FieldMatch> equal = fields(FieldMatch.Outcome.EQUAL);
        List<FieldMatch> different = fields(FieldMatch.Outcome.DIFFERENT);
        Message counts = Message.of("architecture.valuesEqual", equal.size(), equal.size() + different.size());
        return switch (report.architecture().answer()) {
            case EQUAL -> apart(claim, Answer.YES, Evidence.signs(List.of(counts)), NONE, counts);
            case DIFFERENT ->
                apart(
                        claim,
                        Answer.NO,
                        NONE,
                        Evidence.signs(different.stream()
                                .map(field -> Message.of(
                                        "architecture.differentValue",
                                        field.field(),
                                        field.base().orElseThrow(),
                                        field.suspect().orElseThrow()))
                                .toList()),
                        counts);
            case UNKNOWN -> apart(claim, Answer.NOT_COMPARABLE, NONE, NONE, Message.of("architecture.nothingKnown"));
        };
    }

    private List<FieldMatch> fields(FieldMatch.Outcome outcome) {
        return report.architecture().components().stream()
                .flatMap(component -> component.fields(outcome).stream())
                .toList();
    }
}
