package dev.provenance.weights.digest;

import static dev.provenance.safetensors.DType.BF16;
import static dev.provenance.safetensors.DType.F16;
import static dev.provenance.safetensors.DType.F32;
import static dev.provenance.safetensors.DType.F64;

import dev.provenance.message.Message;
import dev.provenance.safetensors.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Makes the sketch of one tensor after another from their bytes in order. */
final class SketchBuilder {

    /** The dtypes of which there are sketches. */
    static final Set<DType> DTYPES = Set.of(BF16, F16, F32, F64);

    private static final int BLOCK = 2048;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final CountSketch sums = new CountSketch();
    private final double[] block = new double[BLOCK];

    /** Begins another tensor. */
    void clear() {
        sums.clear();
    }

    /** Adds the next elements, whole ones; all calls but a tensor's last bring a multiple of four elements. */
    void add(MemorySegment bytes, DType dtype) {
        long count = bytes.byteSize() * Byte.SIZE / dtype.bits();
        for (long from = 0; from < count; from += BLOCK) {
            int length = (int) Math.min(BLOCK, count - from);
            decode(bytes, dtype, from, length);
            sums.add(block, length);
        }
    }

    private void decode(MemorySegment bytes, DType dtype, long from, int length) {
        switch (dtype) {
            case BF16 -> {
                for (int i = 0; i < length; i++) {
                    block[i] = Float.intBitsToFloat(bytes.get(SHORT, 2 * (from + i)) << 16);
                }
            }
            case F16 -> {
                for (int i = 0; i < length; i++) {
                    block[i] = Float.float16ToFloat(bytes.get(SHORT, 2 * (from + i)));
                }
            }
            case F32 -> {
                for (int i = 0; i < length; i++) {
                    block[i] = bytes.get(FLOAT, 4 * (from + i));
                }
            }
            case F64 -> MemorySegment.copy(bytes, DOUBLE, 8 * from, block, 0, length);
            default -> throw new IllegalArgumentException("No sketch of dtype " + dtype + "; known: " + DTYPES);
        }
    }

    /** Why there is no sketch of what was added since the last {@link #clear}, if there is none. */
    Optional<Message> obstacle() {
        double largest = largest(sums.buckets());
        if (Double.isFinite(largest)) {
            return largest == 0 ? Optional.of(Message.of("weights.allZero")) : Optional.empty();
        }
        return Optional.of(Message.of("weights.notAllFinite"));
    }

    /** The sketch of all that was added since the last {@link #clear}, where there is no {@link #obstacle}. */
    Sketch build() {
        double[] vector = sums.buckets();
        // A power of two keeps the signs and makes room for the growth of the transforms.
        int exponent = Math.getExponent(largest(vector));
        Arrays.setAll(vector, i -> Math.scalb(vector[i], -exponent));
        PseudoRotation.rotate(vector);
        long[] words = new long[Sketch.BITS / Long.SIZE];
        for (int i = 0; i < Sketch.BITS; i++) {
            words[i / Long.SIZE] |= vector[i] > 0 ? 1L << i % Long.SIZE : 0;
        }
        return new Sketch(words);
    }

    /** The largest magnitude; NaN or infinite if a number is. */
    private static double largest(double[] vector) {
        double largest = 0;
        for (double number : vector) {
            largest = Math.max(largest, Math.abs(number));
        }
        return largest;
    }
}
