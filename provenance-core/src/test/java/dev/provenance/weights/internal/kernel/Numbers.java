package dev.provenance.weights.internal.kernel;

import dev.provenance.safetensors.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** The numbers of a tensor of one of the four dtypes, as a file holds them. */
public final class Numbers {

    private final DType dtype;
    private final byte[] bytes;

    private Numbers(DType dtype, byte[] bytes) {
        this.dtype = dtype;
        this.bytes = bytes;
    }

    /** These values, rounded to the dtype: to nearest, ties to even, by way of float. */
    public static Numbers of(DType dtype, double... values) {
        ByteBuffer buffer =
                ByteBuffer.allocate(values.length * dtype.bits() / 8).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            switch (dtype) {
                case BF16 -> buffer.putShort(bf16((float) value));
                case F16 -> buffer.putShort(Float.floatToFloat16((float) value));
                case F32 -> buffer.putFloat((float) value);
                case F64 -> buffer.putDouble(value);
                default -> throw new IllegalArgumentException("No numbers of " + dtype);
            }
        }
        return new Numbers(dtype, buffer.array());
    }

    /** 16-bit numbers of these bits. */
    public static Numbers ofBits(DType dtype, int... bits) {
        ByteBuffer buffer = ByteBuffer.allocate(bits.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int each : bits) {
            buffer.putShort((short) each);
        }
        return new Numbers(dtype, buffer.array());
    }

    /** Numbers of any bits, those of infinities and NaN too. */
    static Numbers random(DType dtype, int count, Random random) {
        byte[] bytes = new byte[count * dtype.bits() / 8];
        random.nextBytes(bytes);
        return new Numbers(dtype, bytes);
    }

    public DType dtype() {
        return dtype;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public int count() {
        return bytes.length * 8 / dtype.bits();
    }

    /** What the bytes stand for. */
    public double[] values() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (dtype) {
                case BF16 -> Float.intBitsToFloat(buffer.getShort() << 16);
                case F16 -> Float.float16ToFloat(buffer.getShort());
                case F32 -> buffer.getFloat();
                default -> buffer.getDouble();
            };
        }
        return values;
    }

    MemorySegment segment() {
        MemorySegment segment = Arena.ofAuto().allocate(bytes.length, 64);
        segment.copyFrom(MemorySegment.ofArray(bytes));
        return segment;
    }

    /** The nearer of the two neighbours; the even one of two equally near. For numbers within bfloat16's range. */
    private static short bf16(float value) {
        int towardsZero = Float.floatToRawIntBits(value) >>> 16;
        if (!Float.isFinite(value)) {
            return (short) towardsZero;
        }
        int awayFromZero = towardsZero + 1;
        double below = Math.abs((double) value - Float.intBitsToFloat(towardsZero << 16));
        double above = Math.abs((double) value - Float.intBitsToFloat(awayFromZero << 16));
        boolean takeBelow = below < above || (below == above && towardsZero % 2 == 0);
        return (short) (takeBelow ? towardsZero : awayFromZero);
    }
}
