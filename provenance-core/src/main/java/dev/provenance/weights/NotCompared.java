package dev.provenance.weights;

import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.TensorView;
import java.util.List;

/**
 * A tensor that no tensor of the other model was held against.
 *
 * @param owner which model it belongs to
 * @param name its name
 * @param shape its shape
 * @param dtype its dtype
 * @param reason why
 */
public record NotCompared(Owner owner, String name, List<Long> shape, DType dtype, String reason) {

    /** The model that a tensor belongs to. */
    public enum Owner {
        BASE,
        SUSPECT
    }

    public NotCompared {
        shape = List.copyOf(shape);
    }

    static NotCompared of(Owner owner, TensorView tensor, String reason) {
        return new NotCompared(owner, tensor.name(), tensor.shape(), tensor.dtype(), reason);
    }
}
