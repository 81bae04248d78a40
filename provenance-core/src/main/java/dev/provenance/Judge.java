package dev.provenance;

import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.TensorKind.Group;
import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.lineage.LayerEvidence;
import dev.provenance.lineage.Relation;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.weights.NotCompared;
import dev.provenance.weights.TensorComparison;
import dev.provenance.weights.TensorSimilarity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Weighs the findings. A verdict rests on centred measures of the layers' weight matrices against other layers of the
 * same pair, or on equality of every number; never on norms, and where the null is missing it is inconclusive.
 */
final class Judge {

    private static final String SYMMETRIC =
            "The measures are symmetric: which of the two models came first is not determined.";
    private static final String BLIND_SPOTS =
            "Tensors were held against tensors of the same role and shape: a copy with permuted or rotated hidden units, with"
                    + " rescaled tensors or of another width would not be found by this version.";

    private final VerdictPolicy policy;
    private final List<TensorComparison> tensors;
    private final List<NotCompared> notCompared;
    private final List<LayerEvidence> evidence;
    private final List<Finding> findings;
    private final Coverage coverage;

    Judge(
            VerdictPolicy policy,
            List<TensorComparison> tensors,
            List<NotCompared> notCompared,
            List<LayerEvidence> evidence,
            List<Finding> findings,
            Coverage coverage) {
        this.policy = policy;
        this.tensors = tensors;
        this.notCompared = notCompared;
        this.evidence = evidence;
        this.findings = findings;
        this.coverage = coverage;
    }

    Verdict verdict() {
        if (tensors.isEmpty() && evidence.isEmpty()) {
            return verdict(
                    Relation.NOT_COMPARABLE,
                    Answer.NOT_COMPARABLE,
                    "No tensor of the suspect has the role, shape and a comparable dtype of a tensor of the base; this"
                            + " says nothing about where its weights come from.",
                    BLIND_SPOTS);
        }
        if (notCompared.isEmpty()
                && tensors.stream().allMatch(tensor -> tensor.similarity().allEqual())) {
            return whenAllEqual();
        }
        List<LayerEvidence> derived = withOutcome(Outcome.FOR);
        if (!derived.isEmpty()) {
            return whenDerived(derived);
        }
        if (!withOutcome(Outcome.UNDECIDED).isEmpty()) {
            return verdict(Relation.INCONCLUSIVE, Answer.INCONCLUSIVE, SYMMETRIC);
        }
        List<TensorComparison> alike = alikeOutsideLayers();
        if (!alike.isEmpty()) {
            return verdict(Relation.INCONCLUSIVE, Answer.INCONCLUSIVE, alikeWithoutNull(alike), BLIND_SPOTS);
        }
        if (withOutcome(Outcome.NOTHING_FOUND).isEmpty()
                || !withOutcome(Outcome.TOO_FEW).isEmpty()) {
            return verdict(
                    Relation.INCONCLUSIVE,
                    Answer.INCONCLUSIVE,
                    "Too few layers with comparable weight matrices to know what unrelated layers would score.",
                    BLIND_SPOTS);
        }
        return verdict(Relation.NO_SHARED_WEIGHTS_FOUND, Answer.NO_EVIDENCE, BLIND_SPOTS);
    }

    private List<LayerEvidence> withOutcome(Outcome outcome) {
        return evidence.stream()
                .filter(layers -> layers.finding().outcome() == outcome)
                .toList();
    }

    private Verdict whenAllEqual() {
        boolean converted = tensors.stream().anyMatch(tensor -> tensor.dtype() != tensor.baseDtype());
        boolean renamed = tensors.stream().anyMatch(tensor -> !tensor.sameForm());
        Relation relation = converted || renamed ? Relation.REFORMATTED : Relation.IDENTICAL;
        String equal = (converted
                        ? "Every number of every tensor is the other model's, rounded to its dtype"
                        : "Every number of every tensor has the same bits")
                + (renamed ? ", under other names or in other tensors." : ".");
        if (tensors.stream().noneMatch(this::saysMuch)) {
            return verdict(
                    relation,
                    Answer.INCONCLUSIVE,
                    equal,
                    "No matrix among them has enough different numbers to come from training or a random start.");
        }
        return verdict(relation, Answer.YES, equal, SYMMETRIC);
    }

    /** A matrix of enough numbers, most of them not zero: no mask, no identity, no table of frequencies. */
    private boolean saysMuch(TensorComparison tensor) {
        TensorSimilarity similarity = tensor.similarity();
        return tensor.isMatrix()
                && tensor.role().kind() != TensorKind.BUFFER
                && tensor.role().kind() != TensorKind.POSITION_EMBEDDING
                && tensor.role().kind().group() != Group.NORM
                && similarity.bothVary()
                && similarity.finite() >= policy.minimalElements()
                && similarity.base().zeros() <= similarity.read() / 2;
    }

    private Verdict whenDerived(List<LayerEvidence> derived) {
        LayerEvidence main = derived.stream()
                .max(Comparator.comparingDouble(layers ->
                        coverage.comparedLayerMatrices(layers.finding().component())))
                .orElseThrow();
        if (derived.size() < evidence.size()) {
            return verdict(Relation.PARTS_REUSED, Answer.YES, parts(derived), SYMMETRIC);
        }
        if (main.derived().size() < main.suspectLayers().size()) {
            return verdict(
                    Relation.PARTS_REUSED, Answer.YES, "Only some layers are derived. " + layerMap(main), SYMMETRIC);
        }
        if (main.repeatsLayers()) {
            return verdict(Relation.DEPTH_UPSCALED, Answer.YES, layerMap(main), SYMMETRIC);
        }
        if (main.dropsLayers()) {
            return verdict(Relation.PRUNED, Answer.YES, layerMap(main), SYMMETRIC);
        }
        if (coverage.compared() < policy.partCoverage()) {
            return verdict(
                    Relation.PARTS_REUSED,
                    Answer.YES,
                    "Most of the suspect's parameters could not be compared; what could be is derived.",
                    main.movesLayers() ? layerMap(main) : "",
                    SYMMETRIC);
        }
        double change = main.change();
        boolean large = change >= policy.largeChange();
        return verdict(
                large ? Relation.CONTINUED_PRETRAINING : Relation.FINE_TUNED,
                Answer.YES,
                String.format(
                        Locale.ROOT,
                        "The weight matrices changed by %.3f of their norm (median); %s %.2f the policy reads a"
                                + " derivation as %s.",
                        change,
                        large ? "from" : "below",
                        policy.largeChange(),
                        large ? "continued pre-training" : "fine-tuning"),
                main.movesLayers() ? layerMap(main) : "",
                SYMMETRIC);
    }

    private static String parts(List<LayerEvidence> derived) {
        return derived.stream()
                .map(layers -> "'" + layers.finding().component() + "'")
                .collect(Collectors.joining(
                        ", ", "Derived: layers of ", "; for other components there is no evidence."));
    }

    private static String layerMap(LayerEvidence layers) {
        return layers.derived().stream()
                .map(match -> match.suspectLayer() + " from " + match.baseLayer())
                .collect(Collectors.joining(", ", "The suspect's layers come from the base's: ", "."));
    }

    /** Matrices that are as alike as derived ones, in places for which there is no null: embeddings, heads, others. */
    private List<TensorComparison> alikeOutsideLayers() {
        return tensors.stream()
                .filter(this::saysMuch)
                .filter(tensor -> !tensor.role().kind().isLayerMatrix() || evidence.isEmpty())
                .filter(tensor -> tensor.similarity().centredCosine().isDefined()
                        && tensor.similarity().centredCosine().value() >= policy.derivedCorrelation())
                .toList();
    }

    private static String alikeWithoutNull(List<TensorComparison> alike) {
        return String.format(
                Locale.ROOT,
                "Where this version has no null, '%s' has a centred cosine of %.3f%s: reused parts and shared initial"
                        + " numbers look the same.",
                alike.getFirst().name(),
                alike.getFirst().similarity().centredCosine().number(),
                alike.size() == 1 ? "" : " (and " + (alike.size() - 1) + " more tensors are alike)");
    }

    /** Of tensors, or where these have no partner of their role, of the layers that were sampled. */
    private double read() {
        double ofLayers = evidence.stream()
                .mapToDouble(layers -> layers.finding().coverage())
                .sum();
        return Math.max(coverage.read(), Math.min(1, ofLayers));
    }

    private boolean isSampleOfEquals() {
        return notCompared.isEmpty()
                && tensors.stream().anyMatch(tensor -> tensor.similarity().isSampled())
                && tensors.stream().allMatch(tensor -> tensor.similarity().allReadEqual());
    }

    private Verdict verdict(Relation relation, Answer weightsRelated, String... because) {
        List<String> reasons = new ArrayList<>();
        findings.stream()
                .filter(finding -> finding.claim() == Claim.WEIGHTS_RELATED)
                .forEach(finding -> reasons.add(finding.reason()));
        Stream.of(because).filter(reason -> !reason.isEmpty()).forEach(reasons::add);
        long notFinite = tensors.stream()
                .mapToLong(tensor ->
                        tensor.similarity().read() - tensor.similarity().finite())
                .sum();
        if (notFinite > 0) {
            reasons.add(notFinite + " positions were left out because a number there is infinite or not a number.");
        }
        if (isSampleOfEquals()) {
            reasons.add("Every number that was read is equal; models are called equal only if all was read.");
        }
        findings.stream()
                .filter(finding -> finding.claim() == Claim.EXHIBIT)
                .forEach(finding -> reasons.add(finding.reason()));
        // Whoever has the trained weights has what they were trained from; short of that, one measure serves both
        // claims.
        return new Verdict(relation, weightsRelated, weightsRelated, OptionalDouble.empty(), read(), reasons);
    }
}
