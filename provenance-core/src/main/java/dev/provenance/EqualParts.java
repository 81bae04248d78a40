package dev.provenance;

import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.TensorKind.Group;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.weights.NotCompared;
import dev.provenance.weights.NotCompared.Owner;
import dev.provenance.weights.TensorComparison;
import dev.provenance.weights.TensorSimilarity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Parts of the suspect of which every number is the base's. Two models can have taken a part, such as a vision tower, from a
 * third one; that it is shared is certain all the same. That it was trained is another matter: random numbers of one seed
 * are equal too. Norm weights start at a constant, so norms that vary show training.
 *
 * @param trained parts with norm weights that vary
 * @param unknown parts without: training and initial random numbers are not told apart
 */
record EqualParts(List<String> trained, List<String> unknown) {

    /** The parts that have a matrix of layers, and nothing that was not compared or is not equal. */
    static EqualParts of(List<TensorComparison> tensors, List<NotCompared> notCompared, VerdictPolicy policy) {
        Map<String, List<TensorComparison>> parts = tensors.stream()
                .collect(Collectors.groupingBy(
                        tensor -> Parts.of(tensor.role()), LinkedHashMap::new, Collectors.toList()));
        notCompared.stream()
                .filter(tensor -> tensor.owner() == Owner.SUSPECT)
                .forEach(tensor -> parts.remove(Parts.of(tensor.role())));
        Map<Boolean, List<String>> byTraining = parts.entrySet().stream()
                .filter(part -> isEqual(part.getValue(), policy))
                .collect(Collectors.partitioningBy(
                        part -> SignsOfTraining.ofNorms(part.getValue()).areFound(),
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        return new EqualParts(byTraining.getOrDefault(true, List.of()), byTraining.getOrDefault(false, List.of()));
    }

    /** What is computed, such as positions or filters, is equal in unrelated models: layers have to be among them. */
    private static boolean isEqual(List<TensorComparison> tensors, VerdictPolicy policy) {
        return tensors.stream().allMatch(tensor -> tensor.similarity().allEqual())
                && tensors.stream()
                        .anyMatch(tensor -> tensor.role().kind().isLayerMatrix() && saysMuch(tensor, policy));
    }

    /** A matrix of enough numbers, most of them not zero: no mask, no identity, no table of frequencies. */
    static boolean saysMuch(TensorComparison tensor, VerdictPolicy policy) {
        TensorSimilarity similarity = tensor.similarity();
        return tensor.isMatrix()
                && tensor.role().kind() != TensorKind.BUFFER
                && tensor.role().kind() != TensorKind.POSITION_EMBEDDING
                && tensor.role().kind().group() != Group.NORM
                && similarity.bothVary()
                && similarity.finite() >= policy.fewestNumbers()
                && similarity.base().zeros() <= similarity.read() / 2;
    }
}
