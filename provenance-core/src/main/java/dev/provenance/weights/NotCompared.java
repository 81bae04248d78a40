package dev.provenance.weights;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.TensorRole;
import dev.provenance.message.Message;
import dev.provenance.safetensors.DType;
import java.util.List;

/**
 * A tensor that no tensor of the other model was held against.
 *
 * @param owner which model it belongs to
 * @param name its name in the file
 * @param role what it is
 * @param shape its shape; of a part of a fused or stacked tensor, the part's
 * @param dtype its dtype
 * @param reason why
 */
public record NotCompared(Owner owner, String name, TensorRole role, List<Long> shape, DType dtype, Message reason) {

    /** The model that a tensor belongs to. */
    public enum Owner {
        BASE,
        SUSPECT
    }

    public NotCompared {
        shape = List.copyOf(shape);
    }

    /** Its number of elements. */
    public long elements() {
        return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }

    static NotCompared of(Owner owner, LogicalTensor tensor, Message reason) {
        return new NotCompared(
                owner,
                tensor.stored().name(),
                tensor.role(),
                tensor.shape(),
                tensor.view().dtype(),
                tensor.isWhole()
                        ? reason
                        : Message.of("weights.ofPart", tensor.role().message(), reason));
    }
}
