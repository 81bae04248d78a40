package dev.provenance.weights.digest;

import dev.provenance.safetensors.DType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.stream.DoubleStream;

/** Sketches of numbers, and numbers to sketch. */
final class SketchOf {

    private SketchOf() {}

    static Sketch doubles(double... values) {
        return numbers(DType.F64, values);
    }

    static Sketch numbers(DType dtype, double... values) {
        SketchBuilder builder = new SketchBuilder();
        builder.add(MemorySegment.ofArray(bytes(dtype, values)), dtype);
        return builder.build();
    }

    /** These numbers as a file holds them; BF16 rounded half away from zero. */
    static byte[] bytes(DType dtype, double... values) {
        ByteBuffer buffer =
                ByteBuffer.allocate(values.length * dtype.bits() / 8).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            float single = (float) value;
            switch (dtype) {
                case BF16 -> buffer.putShort((short) ((Float.floatToRawIntBits(single) + 0x8000) >>> 16));
                case F16 -> buffer.putShort(Float.floatToFloat16(single));
                case F32 -> buffer.putFloat(single);
                case F64 -> buffer.putDouble(value);
                default -> throw new IllegalArgumentException("No numbers of " + dtype);
            }
        }
        return buffer.array();
    }

    static double[] gaussian(long seed, int count) {
        Random random = new Random(seed);
        return DoubleStream.generate(random::nextGaussian).limit(count).toArray();
    }

    static double[] times(double factor, double... values) {
        double[] product = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            product[i] = factor * values[i];
        }
        return product;
    }
}
