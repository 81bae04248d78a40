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
                .map(entry -> of(entry.getKey(), entry.getValue(), coverage.applyAsDouble(entry.getKey()), policy))
                .toList();
    }

    private static LayerEvidence of(
            String component, List<LayerMatrix> matrices, double coverage, VerdictPolicy policy) {
        LayerCorrespondence layers = new LayerCorrespondence(matrices, policy);
        NullModel nullModel = layers.nullOfOtherLayers();
        Outcome outcome = layers.outcome();
        List<LayerMatch> derived = layers.derived();
        Finding finding = new Finding(
                Claim.WEIGHTS_RELATED,
                component,
                "median over layers of the best centred cosine of weight matrices",
                layers.effect(),
                nullModel,
                OptionalDouble.empty(),
                coverage,
                outcome,
                reason(outcome, layers, derived.size(), nullModel, policy));
        return new LayerEvidence(finding, derived, layers.baseLayers(), layers.suspectLayers());
    }

    private static String reason(
            Outcome outcome, LayerCorrespondence layers, int derived, NullModel nullModel, VerdictPolicy policy) {
        return switch (outcome) {
            case FOR ->
                String.format(
                        Locale.ROOT,
                        "%d of %d layers correlate with a layer of the base (median %.3f); other layers of the same pair"
                                + " reach at most %.3f.",
                        derived,
                        layers.suspectLayers().size(),
                        layers.effect(),
                        nullModel.largest());
            case UNDECIDED ->
                String.format(
                        Locale.ROOT,
                        "Layers resemble the base's (median %.3f) more than other layers resemble each other (at most"
                                + " %.3f), but not by the %.2f that shared initial random numbers cannot explain.",
                        layers.effect(),
                        nullModel.largest(),
                        policy.derivedCorrelation());
            case NOTHING_FOUND ->
                String.format(
                        Locale.ROOT,
                        "No layer is more like a layer of the base (median of best matches %.3f) than layers that have"
                                + " nothing to do with each other (at most %.3f).",
                        layers.effect(),
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

    private Set<Integer> origins() {
        return derived.stream().map(LayerMatch::baseLayer).collect(Collectors.toCollection(HashSet::new));
    }
}
