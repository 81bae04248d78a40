package dev.provenance;

import dev.provenance.weights.TensorComparison;
import java.util.List;

/**
 * Share of the suspect's parameters that were read and compared, tensor by tensor.
 *
 * @param tensors the compared tensors
 * @param parameters parameters of the suspect
 */
record Coverage(List<TensorComparison> tensors, long parameters) {

    /** What was read of all tensors and is a finite number in both. */
    double read() {
        long compared = tensors.stream()
                .mapToLong(tensor -> tensor.similarity().finite())
                .sum();
        return parameters == 0 ? 0 : (double) compared / parameters;
    }
}
