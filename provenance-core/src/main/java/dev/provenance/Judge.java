package dev.provenance;

import dev.provenance.architecture.TensorRole;
import dev.provenance.lineage.BaseConclusion;
import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Direction;
import dev.provenance.lineage.Disguise;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.Relation;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.message.Message;
import dev.provenance.weights.NotCompared;
import dev.provenance.weights.TensorComparison;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Weighs the findings about the base that the suspect is nearest to. A verdict rests on calibrated tests, or on equality of
 * every number; never on a similarity by itself, and where no test could be run it is inconclusive.
 */
final class Judge {

    private static final Message SYMMETRIC = Message.of("verdict.symmetric");

    /** Not by their order in the files, of which nothing may depend. */
    private static final Comparator<TensorComparison> MOST_ALIKE = Comparator.<TensorComparison>comparingDouble(
                    tensor -> -tensor.similarity().centredCosine().value())
            .thenComparing(TensorComparison::name);

    private final BaseComparison leading;
    private final List<TensorComparison> tensors;
    private final List<NotCompared> notCompared;
    private final List<Finding> exhibits;
    private final Coverage coverage;
    private final SignsOfTraining training;
    private final VerdictPolicy policy;

    /** @param training of models of which every number {@link #isAllEqual}; is not looked at for others */
    Judge(
            BaseComparison leading,
            List<TensorComparison> tensors,
            List<NotCompared> notCompared,
            List<Finding> exhibits,
            Coverage coverage,
            SignsOfTraining training,
            VerdictPolicy policy) {
        this.leading = leading;
        this.tensors = tensors;
        this.notCompared = notCompared;
        this.exhibits = exhibits;
        this.coverage = coverage;
        this.training = training;
        this.policy = policy;
    }

    Verdict verdict() {
        BaseConclusion conclusion = leading.conclusion();
        if (isAllEqual(tensors, notCompared)) {
            return whenAllEqual(conclusion);
        }
        EqualParts equal = EqualParts.of(tensors, notCompared, policy);
        if (related(ofText().relation()) != Answer.YES) {
            List<Message> reused = reused(equal);
            if (!reused.isEmpty()) {
                return verdict(Relation.PARTS_REUSED, Answer.YES, reused);
            }
            if (!equal.unknown().isEmpty()) {
                return verdict(
                        Relation.INCONCLUSIVE,
                        Answer.INCONCLUSIVE,
                        named("verdict.equalPartsOfUnknownTraining", equal.unknown()));
            }
        }
        boolean tested =
                leading.components().stream().anyMatch(component -> component.shared() != Answer.NOT_COMPARABLE)
                        || leading.findings().stream().anyMatch(Judge::speaksOfWeights);
        if (!tested) {
            List<TensorComparison> alike = alike();
            return tensors.isEmpty()
                    ? verdict(
                            Relation.NOT_COMPARABLE,
                            Answer.NOT_COMPARABLE,
                            List.of(Message.of("verdict.notComparable")))
                    : verdict(
                            Relation.INCONCLUSIVE,
                            Answer.INCONCLUSIVE,
                            withoutNull(alike, Message.of("verdict.noTest")));
        }
        Relation relation = conclusion.relation();
        List<TensorComparison> alike = relation == Relation.INCONCLUSIVE ? alike() : List.of();
        if (isUnconfirmed(conclusion)) {
            return verdict(Relation.COMMON_ORIGIN, Answer.YES, List.of(Message.of("verdict.sampleIsRounding")));
        }
        return verdict(relation, related(relation), withoutNull(alike));
    }

    /** Whether every number of both models was held against the other's and is equal. */
    static boolean isAllEqual(List<TensorComparison> tensors, List<NotCompared> notCompared) {
        return !tensors.isEmpty()
                && notCompared.isEmpty()
                && tensors.stream().allMatch(tensor -> tensor.similarity().allEqual());
    }

    private BaseConclusion ofText() {
        return leading.of(TensorRole.TEXT).orElse(leading.conclusion());
    }

    /** Parts that are the base's by equality of every number, and further ones by tests. */
    private List<Message> reused(EqualParts equal) {
        List<String> tested = leading.components().stream()
                .filter(component -> component.shared() == Answer.YES)
                .map(ComponentConclusion::component)
                .filter(component -> !equal.trained().contains(component))
                .toList();
        List<Message> reused = new ArrayList<>();
        if (!equal.trained().isEmpty()) {
            reused.addAll(named("verdict.equalParts", equal.trained()));
        }
        if (!tested.isEmpty()) {
            reused.addAll(named("verdict.testedParts", tested));
        }
        return reused;
    }

    private static boolean speaksOfWeights(Finding finding) {
        return finding.claim() == Claim.WEIGHTS_RELATED && finding.outcome() != Outcome.NOT_RUN;
    }

    /**
     * Whether samples alone say that nothing changed but by rounding. That is not yet equality, unless a disguise keeps whole
     * tensors from being held against each other.
     */
    static boolean isUnconfirmed(BaseConclusion conclusion) {
        return conclusion.relation() == Relation.REFORMATTED
                && conclusion.disguises().stream()
                        .allMatch(disguise -> disguise == Disguise.RENAMED || disguise == Disguise.FUSED);
    }

    /** Tests stand in a table; what a table does not say stands in words. */
    private static boolean isForTheReader(Finding finding) {
        return (finding.claim() == Claim.REPEATS_ITSELF && finding.outcome() == Outcome.FOR)
                || (finding.outcome() != Outcome.NOT_RUN && finding.measure() == Measure.ROWS_BY_NAME);
    }

    static Answer related(Relation relation) {
        return switch (relation) {
            case NO_SHARED_WEIGHTS_FOUND, SHARED_INITIALISATION -> Answer.NO_EVIDENCE;
            case INCONCLUSIVE -> Answer.INCONCLUSIVE;
            case NOT_COMPARABLE -> Answer.NOT_COMPARABLE;
            default -> Answer.YES;
        };
    }

    private Answer initialisation(Relation relation, Answer related) {
        if (relation == Relation.SHARED_INITIALISATION) {
            return Answer.YES;
        }
        // Whoever has the trained weights of layers has what they were trained from; a reused embedding or tower says
        // nothing.
        boolean partOnly = relation == Relation.PARTS_REUSED
                && ofText().disguises().isEmpty()
                && leading.findings().stream()
                        .noneMatch(finding ->
                                finding.claim() == Claim.WEIGHTS_RELATED && finding.outcome() == Outcome.FOR);
        return partOnly ? Answer.INCONCLUSIVE : related;
    }

    private Verdict whenAllEqual(BaseConclusion conclusion) {
        boolean converted = tensors.stream().anyMatch(tensor -> tensor.dtype() != tensor.baseDtype());
        boolean renamed = tensors.stream().anyMatch(tensor -> !tensor.sameForm());
        Relation relation = converted || renamed ? Relation.REFORMATTED : Relation.IDENTICAL;
        Message equal =
                Message.of("verdict." + (converted ? "equalRounded" : "equalBits") + (renamed ? "Renamed" : ""));
        boolean says = tensors.stream().anyMatch(tensor -> EqualParts.saysMuch(tensor, policy));
        boolean trained = says && training.areFound();
        return new Verdict(
                conclusion.base(),
                relation,
                List.of(),
                Direction.UNDETERMINED,
                conclusion.disguises(),
                trained ? Answer.YES : Answer.INCONCLUSIVE,
                says ? Answer.YES : Answer.INCONCLUSIVE,
                log10P(),
                coverage.read(),
                reasons(whyEqual(equal, says)));
    }

    /** Equality is a fact in any case; that it is one of trained weights needs a sign of training. */
    private List<Message> whyEqual(Message equal, boolean says) {
        if (!says) {
            return List.of(equal, Message.of("verdict.equalSaysLittle"));
        }
        if (training.normsVary()) {
            return List.of(equal, SYMMETRIC);
        }
        return training.areFound()
                ? List.of(equal, Message.of("verdict.equalUneven", training.uneven(), training.matrices()), SYMMETRIC)
                : List.of(Message.of("verdict.equalOfUnknownTraining", training.uneven(), training.matrices()), equal);
    }

    private static List<Message> named(String key, List<String> parts) {
        return List.of(Message.of(key, parts.stream().map(Parts::name).toList()));
    }

    private List<TensorComparison> alike() {
        return tensors.stream()
                .filter(tensor -> EqualParts.saysMuch(tensor, policy))
                .filter(tensor -> tensor.similarity().centredCosine().isDefined()
                        && tensor.similarity().centredCosine().value() >= policy.alikeWithoutNull())
                .sorted(MOST_ALIKE)
                .toList();
    }

    private static List<Message> withoutNull(List<TensorComparison> alike, Message... before) {
        List<Message> reasons = new ArrayList<>(List.of(before));
        if (!alike.isEmpty()) {
            TensorComparison first = alike.getFirst();
            double cosine = first.similarity().centredCosine().number();
            reasons.add(
                    alike.size() == 1
                            ? Message.of("verdict.alikeWithoutNull", first.name(), cosine)
                            : Message.of("verdict.severalAlikeWithoutNull", first.name(), cosine, alike.size() - 1));
        }
        return reasons;
    }

    private OptionalDouble log10P() {
        return leading.findings().stream().anyMatch(finding -> finding.log10P().isPresent())
                ? OptionalDouble.of(leading.conclusion().adjustedLog10P())
                : OptionalDouble.empty();
    }

    private Verdict verdict(Relation relation, Answer related, List<Message> because) {
        BaseConclusion conclusion = leading.conclusion();
        double tested = leading.findings().stream()
                .filter(Judge::speaksOfWeights)
                .mapToDouble(Finding::coverage)
                .max()
                .orElse(0);
        Set<Disguise> disguises = related == Answer.YES ? conclusion.disguises() : Set.of();
        return new Verdict(
                conclusion.base(),
                relation,
                conclusion.further(),
                conclusion.direction(),
                disguises,
                related,
                initialisation(relation, related),
                log10P(),
                Math.max(coverage.read(), tested),
                reasons(because));
    }

    private List<Message> reasons(List<Message> because) {
        List<Message> reasons = new ArrayList<>(because);
        reasons.addAll(leading.conclusion().reasons());
        leading.findings().stream()
                .filter(Judge::isForTheReader)
                .map(Finding::reason)
                .forEach(reasons::add);
        long notFinite = tensors.stream()
                .mapToLong(tensor ->
                        tensor.similarity().read() - tensor.similarity().finite())
                .sum();
        if (notFinite > 0) {
            reasons.add(Message.of("verdict.notFinite", notFinite));
        }
        if (isSampleOfEquals()) {
            reasons.add(Message.of("verdict.sampleIsEqual"));
        }
        exhibits.forEach(exhibit -> reasons.add(exhibit.reason()));
        return reasons;
    }

    private boolean isSampleOfEquals() {
        return notCompared.isEmpty()
                && tensors.stream().anyMatch(tensor -> tensor.similarity().isSampled())
                && tensors.stream().allMatch(tensor -> tensor.similarity().allReadEqual());
    }
}
