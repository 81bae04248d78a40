package dev.provenance;

import dev.provenance.weights.TensorComparison;
import java.util.List;
import java.util.function.Predicate;

/**
 * Shares of the suspect's parameters.
 *
 * @param tensors the compared tensors
 * @param parameters parameters of the suspect
 */
record Coverage(List<TensorComparison> tensors, long parameters) {

    static Coverage of(List<TensorComparison> tensors, long parameters) {
        return new Coverage(tensors, parameters);
    }

    double ofAll() {
        return share(tensor -> true);
    }

    /** The weight matrices of a component's layers. */
    double ofLayerMatrices(String component) {
        return share(tensor -> tensor.role().kind().isLayerMatrix()
                && tensor.role().component().equals(component));
    }

    private double share(Predicate<TensorComparison> counted) {
        long compared = tensors.stream()
                .filter(counted)
                .mapToLong(tensor -> tensor.similarity().n())
                .sum();
        return parameters == 0 ? 0 : (double) compared / parameters;
    }
}
