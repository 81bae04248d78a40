package dev.provenance;

import dev.provenance.weights.LayerMatrix;
import dev.provenance.weights.TensorComparison;
import dev.provenance.weights.TensorSimilarity;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Shares of the suspect's parameters: of those that were read and compared, and of those in tensors that were, be it by a
 * sample.
 *
 * @param tensors the compared tensors
 * @param parameters parameters of the suspect
 */
record Coverage(List<TensorComparison> tensors, long parameters) {

    static Coverage of(List<TensorComparison> tensors, long parameters) {
        return new Coverage(tensors, parameters);
    }

    /** What was read of all tensors and is a finite number in both. */
    double read() {
        return share(tensor -> true, TensorSimilarity::finite);
    }

    /** What was read of the weight matrices of a component's layers. */
    double readOfLayerMatrices(String component) {
        return share(layerMatrixOf(component), TensorSimilarity::finite);
    }

    /** What layer evidence on a component rests on: its compared matrices, or where none was the samples of them. */
    double ofEvidence(String component, List<LayerMatrix> matrices) {
        long sampled = matrices.stream()
                .filter(matrix ->
                        matrix.kind().isLayerMatrix() && matrix.component().equals(component))
                .mapToLong(LayerMatrix::readOfSuspect)
                .sum();
        return Math.max(readOfLayerMatrices(component), parameters == 0 ? 0 : (double) sampled / parameters);
    }

    /** The compared tensors. */
    double compared() {
        return share(tensor -> true, TensorSimilarity::n);
    }

    /** The compared weight matrices of a component's layers. */
    double comparedLayerMatrices(String component) {
        return share(layerMatrixOf(component), TensorSimilarity::n);
    }

    private static Predicate<TensorComparison> layerMatrixOf(String component) {
        return tensor -> tensor.role().kind().isLayerMatrix()
                && tensor.role().component().equals(component);
    }

    private double share(Predicate<TensorComparison> counted, ToLongFunction<TensorSimilarity> elements) {
        long compared = tensors.stream()
                .filter(counted)
                .map(TensorComparison::similarity)
                .mapToLong(elements)
                .sum();
        return parameters == 0 ? 0 : (double) compared / parameters;
    }
}
