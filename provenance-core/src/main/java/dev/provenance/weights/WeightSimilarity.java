package dev.provenance.weights;

import dev.provenance.safetensors.TensorView;
import java.io.IOException;

/** Compares one pair of tensors. Symmetric but for {@link TensorSimilarity#relativeL2()}, which is by the base's norm. */
public interface WeightSimilarity {

    /**
     * Compares two tensors element by element.
     *
     * @param base tensor of the possible origin
     * @param suspect tensor under examination, of the same shape; the dtypes may differ
     * @throws IllegalArgumentException if shapes differ, a tensor is empty or a dtype is none of BF16, F16, F32, F64
     * @throws IOException if a file cannot be read, or changed since it was opened
     */
    TensorSimilarity compare(TensorView base, TensorView suspect) throws IOException;

    /** The streaming implementation: constant memory, on the calling thread, vectorised where the JVM allows it. */
    static WeightSimilarity streaming() {
        return new StreamingSimilarity();
    }
}
