package dev.provenance;

import dev.provenance.architecture.TensorRole;
import dev.provenance.lineage.BaseConclusion;
import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Direction;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.lineage.Relation;
import dev.provenance.message.Message;
import dev.provenance.weights.NotCompared;
import dev.provenance.weights.NotCompared.Owner;
import dev.provenance.weights.TensorComparison;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** The verdict part by part, as far as tests are about parts; of a part that is equal, or that no test is about, equality tells. */
final class ComponentVerdicts {

    private final ProvenanceReport report;
    private final Verdict verdict;
    private final EqualParts equal;
    private final BaseComparison comparison;
    /** Of the text model by itself; empty where nothing else was tested. */
    private final Optional<BaseConclusion> text;

    private ComponentVerdicts(ProvenanceReport report) {
        this.report = report;
        this.verdict = report.verdict();
        this.equal = EqualParts.of(report.tensors(), report.notCompared(), report.policy());
        this.comparison = report.comparisons().stream()
                .filter(one -> one.conclusion().base().equals(verdict.base()))
                .findFirst()
                .orElseThrow();
        this.text = comparison.of(TensorRole.TEXT);
    }

    /** Whether the models are related, by whatever is shared. */
    private boolean isRelated() {
        return (verdict.relation() == Relation.PARTS_REUSED && text.isPresent())
                ? Judge.related(text.get().relation()) == Answer.YES
                : verdict.weightsRelated() == Answer.YES;
    }

    /** Whether the model, or where parts were tested its text, is related as such: one reused part speaks for no other. */
    private boolean isRelatedBeyondParts() {
        Relation leading = text.map(BaseConclusion::relation).orElse(verdict.relation());
        return leading != Relation.PARTS_REUSED && isRelated();
    }

    static List<ComponentVerdict> of(ProvenanceReport report) {
        ComponentVerdicts verdicts = new ComponentVerdicts(report);
        Set<String> parts = new LinkedHashSet<>();
        report.tensors().forEach(tensor -> parts.add(Parts.of(tensor.role())));
        verdicts.lone().forEach(tensor -> parts.add(Parts.of(tensor.role())));
        return parts.stream().map(verdicts::of).toList();
    }

    private Stream<NotCompared> lone() {
        return report.notCompared().stream().filter(tensor -> tensor.owner() == Owner.SUSPECT);
    }

    private ComponentVerdict of(String part) {
        List<TensorComparison> tensors = report.tensors().stream()
                .filter(tensor -> Parts.of(tensor.role()).equals(part))
                .toList();
        long lone = lone().filter(tensor -> Parts.of(tensor.role()).equals(part))
                .mapToLong(NotCompared::elements)
                .sum();
        long elements = lone
                + tensors.stream().mapToLong(tensor -> tensor.similarity().n()).sum();
        long read = tensors.stream()
                .mapToLong(tensor -> tensor.similarity().finite())
                .sum();
        List<Finding> findings = report.findings().stream()
                .filter(finding -> finding.component().equals(part))
                .filter(finding -> finding.claim() == Claim.WEIGHTS_RELATED || finding.claim() == Claim.PART_SHARED)
                .filter(finding -> finding.outcome() != Outcome.NOT_RUN)
                .toList();
        boolean isEqual = equal.trained().contains(part) || equal.unknown().contains(part);
        Part found = isEqual ? equal(part, tensors) : tested(part, findings, tensors.isEmpty());
        return new ComponentVerdict(
                part,
                found.shared(),
                found.relation(),
                report.suspect().parameters() == 0
                        ? 0
                        : (double) elements / report.suspect().parameters(),
                elements == 0 ? 0 : (double) read / elements,
                isEqual ? List.of() : findings,
                found.sentence());
    }

    private record Part(Answer shared, Relation relation, Message sentence) {}

    private Part equal(String part, List<TensorComparison> tensors) {
        boolean asStored = tensors.stream().allMatch(tensor -> tensor.dtype() == tensor.baseDtype());
        boolean named = tensors.stream().allMatch(TensorComparison::sameForm);
        // Of a model that is related by its tests, or whole, equal parts are the base's whatever their norms are.
        boolean shared = equal.trained().contains(part) || isRelatedBeyondParts();
        return new Part(
                shared ? Answer.YES : Answer.INCONCLUSIVE,
                asStored && named ? Relation.IDENTICAL : Relation.REFORMATTED,
                Message.of(asStored ? "claim.partEqual" : "claim.partRounded"));
    }

    private Part tested(String part, List<Finding> findings, boolean nothingCompared) {
        List<Finding> supporting = WeightsClaim.of(findings, Outcome.FOR);
        Optional<Part> own =
                comparison.of(part).flatMap(conclusion -> concluded(part, conclusion, findings, supporting.size()));
        if (own.isPresent()) {
            return own.get();
        }
        if (!supporting.isEmpty() && isRelated()) {
            return new Part(Answer.YES, relation(part), Message.of("claim.partFound", supporting.size()));
        }
        if (!supporting.isEmpty()
                || !WeightsClaim.of(findings, Outcome.UNDECIDED).isEmpty()) {
            return verdict.relation() == Relation.SHARED_INITIALISATION
                    ? new Part(
                            Answer.NO_EVIDENCE, Relation.SHARED_INITIALISATION, Message.of("claim.partInitialisation"))
                    : new Part(Answer.INCONCLUSIVE, Relation.INCONCLUSIVE, Message.of("claim.partUndecided"));
        }
        if (!findings.isEmpty()) {
            return new Part(
                    Answer.NO_EVIDENCE,
                    Relation.NO_SHARED_WEIGHTS_FOUND,
                    Message.of("claim.partNothing", findings.size()));
        }
        return nothingCompared
                ? new Part(Answer.NOT_COMPARABLE, Relation.NOT_COMPARABLE, Message.of("claim.partNotComparable"))
                : new Part(Answer.INCONCLUSIVE, Relation.INCONCLUSIVE, Message.of("claim.partNoTest"));
    }

    /** Of a component that was tested by itself; empty where its tests could not be run, and where only its tokens are shared. */
    private Optional<Part> concluded(String part, BaseConclusion conclusion, List<Finding> run, int supporting) {
        Relation relation = conclusion.relation();
        return switch (Judge.related(relation)) {
            case YES ->
                part.equals(TensorRole.TEXT)
                        ? Optional.empty()
                        : Optional.of(new Part(
                                Answer.YES,
                                Judge.isUnconfirmed(conclusion) ? Relation.COMMON_ORIGIN : relation,
                                isRelated()
                                        ? Message.of("claim.partFound", supporting)
                                        : Message.of("claim.partReused", supporting, conclusion.change())));
            case NO, NO_EVIDENCE ->
                Optional.of(new Part(
                        Answer.NO_EVIDENCE,
                        relation,
                        relation == Relation.SHARED_INITIALISATION
                                ? Message.of("claim.partInitialisation")
                                : nothing(run.size(), conclusion.detectionLimit())));
            case INCONCLUSIVE ->
                Optional.of(new Part(
                        Answer.INCONCLUSIVE,
                        relation,
                        conclusion.reasons().stream()
                                .filter(Message.of("lineage.untrained")::equals)
                                .findFirst()
                                .orElse(Message.of("claim.partUndecided"))));
            case NOT_COMPARABLE -> Optional.empty();
        };
    }

    private static Message nothing(int tests, OptionalDouble limit) {
        return limit.isPresent()
                ? Message.of("claim.partNothingWithin", tests, 100 * limit.getAsDouble())
                : Message.of("claim.partNothing", tests);
    }

    /** Of embedding and head nothing is named that only layers can tell. */
    private Relation relation(String part) {
        boolean ofTokens = part.equals(Parts.EMBEDDING) || part.equals(Parts.HEAD);
        Relation leading = text.map(BaseConclusion::relation).orElse(verdict.relation());
        if (leading == Relation.PARTS_REUSED && !ofTokens) {
            return leading;
        }
        List<Relation> further = text.map(BaseConclusion::further).orElse(verdict.further());
        Direction direction = text.map(BaseConclusion::direction).orElse(verdict.direction());
        List<Relation> all = Stream.concat(Stream.of(leading), further.stream())
                .filter(relation -> isOf(relation, ofTokens))
                .toList();
        // A sample that is equal but for rounding is not yet called that.
        boolean symmetric = leading == Relation.REFORMATTED && verdict.relation() == leading;
        return all.isEmpty() || !(symmetric || direction == Direction.BASE_FIRST)
                ? Relation.COMMON_ORIGIN
                : all.getFirst();
    }

    private static boolean isOf(Relation relation, boolean ofTokens) {
        return switch (relation) {
            case REFORMATTED, QUANTIZED, FINE_TUNED, CONTINUED_PRETRAINING, MERGED, COMMON_ORIGIN -> true;
            case VOCABULARY_EXTENDED -> ofTokens;
            case ADAPTER_MERGED, DEPTH_UPSCALED, PRUNED, UPCYCLED -> !ofTokens;
            case IDENTICAL,
                    TOKENIZER_REPLACED,
                    PARTS_REUSED,
                    SHARED_INITIALISATION,
                    NO_SHARED_WEIGHTS_FOUND,
                    INCONCLUSIVE,
                    NOT_COMPARABLE -> false;
        };
    }
}
