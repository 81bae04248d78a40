package dev.provenance.lineage;

import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.weights.LayerMatrix;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * What the weight matrices of one component say about layers: which layer of the suspect is which layer of the base.
 *
 * @param finding the measure, its null and what follows
 * @param derived the suspect's layers that are derived, ascending
 * @param baseLayers numbers of the base's layers that were looked at, ascending
 * @param suspectLayers numbers of the suspect's layers that were looked at, ascending
 */
public record LayerEvidence(
        Finding finding, List<LayerMatch> derived, List<Integer> baseLayers, List<Integer> suspectLayers) {

    public LayerEvidence {
        derived = List.copyOf(derived);
        baseLayers = List.copyOf(baseLayers);
        suspectLayers = List.copyOf(suspectLayers);
    }

    /**
     * Evidence of every component that has layers with weight matrices in both models.
     *
     * @param matrices sampled layer matrices of a pair of models
     * @param coverage share of the suspect's parameters in a component, by the component's name
     */
    public static List<LayerEvidence> gather(
            List<LayerMatrix> matrices, ToDoubleFunction<String> coverage, VerdictPolicy policy) {
        Map<String, List<LayerMatrix>> byComponent = matrices.stream()
                .filter(matrix -> matrix.kind().isLayerMatrix())
                .collect(Collectors.groupingBy(LayerMatrix::component, TreeMap::new, Collectors.toList()));
        return byComponent.entrySet().stream()
                .map(entry -> of(
                        entry.getKey(),
                        byComponent.size() == 1,
                        entry.getValue(),
                        coverage.applyAsDouble(entry.getKey()),
                        policy))
                .toList();
    }

    private static LayerEvidence of(
            String component,
            boolean onlyComponent,
            List<LayerMatrix> matrices,
            double coverage,
            VerdictPolicy policy) {
        LayerCorrespondence layers = new LayerCorrespondence(matrices, policy);
        return new LayerEvidence(
                finding(component, onlyComponent, layers, coverage, policy),
                layers.derived(),
                layers.baseLayers(),
                layers.suspectLayers());
    }

    private static Finding finding(
            String component,
            boolean onlyComponent,
            LayerCorrespondence layers,
            double coverage,
            VerdictPolicy policy) {
        Outcome outcome = layers.outcome();
        boolean derived = outcome == Outcome.FOR;
        NullModel nullModel = derived ? layers.otherLayers() : layers.offDiagonal();
        double effect = derived ? layers.bestMatch() : new Median().evaluate(layers.ownLayers());
        return new Finding(
                Claim.WEIGHTS_RELATED,
                component,
                derived
                        ? "median over layers of the best centred cosine of weight matrices"
                        : "median over layers of the centred cosine of weight matrices with the layer of the same number",
                effect,
                nullModel,
                OptionalDouble.empty(),
                coverage,
                outcome,
                (onlyComponent ? "" : "'" + component + "': ") + reason(outcome, layers, effect, nullModel, policy));
    }

    private static String reason(
            Outcome outcome, LayerCorrespondence layers, double effect, NullModel nullModel, VerdictPolicy policy) {
        return switch (outcome) {
            case FOR ->
                String.format(
                        Locale.ROOT,
                        "%d of %d layers match a layer of the base: their matrices have a centred cosine of %.3f (median);"
                                + " other layers of the same pair reach at most %.3f.",
                        layers.derived().size(),
                        layers.suspectLayers().size(),
                        effect,
                        nullModel.largest());
            case UNDECIDED ->
                String.format(
                        Locale.ROOT,
                        "Matrices of the same layer have a centred cosine of %.3f (median), of different layers at most"
                                + " %.3f: something is shared. Below %.2f shared initial random numbers explain it as"
                                + " well as shared training.",
                        effect,
                        nullModel.largest(),
                        policy.derivedCorrelation());
            case NOTHING_FOUND ->
                String.format(
                        Locale.ROOT,
                        "Matrices of the same layer have a centred cosine of %.3f (median), no more than those of"
                                + " different layers (%.3f to %.3f).",
                        effect,
                        nullModel.smallest(),
                        nullModel.largest());
            case TOO_FEW ->
                String.format(
                        Locale.ROOT,
                        "%d comparisons of different layers make no null; at least %d are needed.",
                        nullModel.size(),
                        policy.minimalNull());
            case NOT_COUNTED -> throw new IllegalStateException("Weight matrices are counted");
        };
    }

    /** Whether some layer of the base is the origin of two of the suspect's. */
    public boolean repeatsLayers() {
        return origins().size() < derived.size();
    }

    /** Whether some layer of the base is the origin of none, while every layer of the suspect has one. */
    public boolean dropsLayers() {
        return derived.size() == suspectLayers.size() && origins().size() < baseLayers.size();
    }

    /** Whether some layer of the suspect comes from a layer of another number. */
    public boolean movesLayers() {
        return derived.stream().anyMatch(match -> match.suspectLayer() != match.baseLayer());
    }

    /**
     * How much the layers changed, as a share of their norm after the best factor: {@code √(1 − ρ²)} of the correlation ρ of
     * each with its origin, the median. NaN if none is derived.
     */
    public double change() {
        return new Median()
                .evaluate(derived.stream()
                        .mapToDouble(match -> Math.sqrt(1 - match.correlation() * match.correlation()))
                        .toArray());
    }

    private Set<Integer> origins() {
        return derived.stream().map(LayerMatch::baseLayer).collect(Collectors.toCollection(HashSet::new));
    }
}
