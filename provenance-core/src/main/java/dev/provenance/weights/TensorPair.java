package dev.provenance.weights;

import dev.provenance.architecture.TensorRole;
import dev.provenance.message.Message;
import dev.provenance.safetensors.TensorView;
import dev.provenance.weights.internal.kernel.PairSummer;
import java.util.Optional;

/**
 * A tensor of the suspect held against one of the base.
 *
 * @param role what both are
 * @param base the base's tensor, or a part of it
 * @param suspect the suspect's tensor, of the same shape
 */
public record TensorPair(TensorRole role, TensorView base, TensorView suspect) {

    public TensorPair {
        obstacle(base, suspect).ifPresent(reason -> {
            throw new IllegalArgumentException(
                    "Base tensor '" + base.name() + "' and suspect tensor '" + suspect.name() + "': " + reason + ".");
        });
    }

    /** Bytes of both. */
    public long bytes() {
        return base.byteSize() + suspect.byteSize();
    }

    /** Why the two cannot be compared element by element, if they cannot. */
    static Optional<Message> obstacle(TensorView base, TensorView suspect) {
        if (!base.shape().equals(suspect.shape())) {
            return Optional.of(Message.of(
                    "weights.shapesDiffer",
                    base.shape().toString(),
                    suspect.shape().toString()));
        }
        for (TensorView tensor : new TensorView[] {base, suspect}) {
            if (!PairSummer.DTYPES.contains(tensor.dtype())) {
                return Optional.of(Message.of("weights.dtypeNotCompared", tensor.dtype()));
            }
        }
        return base.elementCount() == 0 ? Optional.of(Message.of("weights.noElements")) : Optional.empty();
    }
}
