package dev.provenance.weights;

import dev.provenance.architecture.TensorRole;
import dev.provenance.safetensors.DType;
import java.util.List;

/**
 * A tensor of the suspect, the tensor of the base that it was held against, and how similar they are.
 *
 * @param name name in the suspect; of a fused or stacked tensor, whose parts are compared, the whole's
 * @param baseName name in the base
 * @param part whether it is a part of that tensor in the suspect
 * @param basePart whether it is a part of that tensor in the base
 * @param role what both are
 * @param shape shape of both
 * @param dtype dtype in the suspect
 * @param baseDtype dtype in the base
 * @param similarity the direct measures
 */
public record TensorComparison(
        String name,
        String baseName,
        boolean part,
        boolean basePart,
        TensorRole role,
        List<Long> shape,
        DType dtype,
        DType baseDtype,
        TensorSimilarity similarity) {

    public TensorComparison {
        shape = List.copyOf(shape);
    }

    static TensorComparison of(TensorPair pair, TensorSimilarity similarity) {
        return new TensorComparison(
                pair.suspect().name(),
                pair.base().name(),
                pair.suspect().isPart(),
                pair.base().isPart(),
                pair.role(),
                pair.suspect().shape(),
                pair.suspect().dtype(),
                pair.base().dtype(),
                similarity);
    }

    /** Whether the two are called and stored alike. */
    public boolean sameForm() {
        return name.equals(baseName) && part == basePart;
    }

    /** Two or more dimensions: a matrix, a stack of them, or a convolution. */
    public boolean isMatrix() {
        return shape.size() >= 2;
    }
}
