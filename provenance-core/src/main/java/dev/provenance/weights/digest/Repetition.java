package dev.provenance.weights.digest;

import dev.provenance.safetensors.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Whether a tensor, read chunk by chunk, is one element over and over. Chunks hold whole elements and whole bytes; a packed
 * dtype is constant if the fewest whole bytes that hold whole elements repeat.
 */
final class Repetition {

    /** Bytes after which a constant tensor repeats. */
    private final int period;

    private MemorySegment first = MemorySegment.NULL;
    private boolean constant = true;

    Repetition(DType dtype) {
        period = switch (dtype.bits()) {
            case 4 -> 1;
            case 6 -> 3;
            default -> dtype.bits() / Byte.SIZE;
        };
    }

    void add(MemorySegment chunk) {
        if (!constant || chunk.byteSize() == 0) {
            return;
        }
        long head = Math.min(period, chunk.byteSize());
        if (first.byteSize() == 0) {
            first = MemorySegment.ofArray(chunk.asSlice(0, head).toArray(ValueLayout.JAVA_BYTE));
        }
        long end = chunk.byteSize();
        constant = MemorySegment.mismatch(first, 0, head, chunk, 0, head) < 0
                && (end <= period || MemorySegment.mismatch(chunk, 0, end - period, chunk, period, end) < 0);
    }

    boolean isConstant() {
        return constant;
    }
}
