package dev.provenance.weights.digest;

import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.TensorView;
import java.util.List;

/**
 * A tensor of an archive and its digest.
 *
 * @param name its name
 * @param file name of the file that holds it
 * @param dtype its dtype
 * @param shape its shape
 * @param digest of its bytes
 */
public record DigestedTensor(String name, String file, DType dtype, List<Long> shape, TensorDigest digest) {

    public DigestedTensor {
        shape = List.copyOf(shape);
    }

    /** What is left of a tensor once its archive is closed. */
    public static DigestedTensor of(TensorView tensor, TensorDigest digest) {
        String file = String.valueOf(tensor.file().getFileName());
        return new DigestedTensor(tensor.name(), file, tensor.dtype(), tensor.shape(), digest);
    }

    /** Product of the dimensions. */
    public long elementCount() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
