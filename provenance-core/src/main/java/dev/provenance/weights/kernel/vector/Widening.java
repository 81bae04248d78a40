package dev.provenance.weights.kernel.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.LSHL;

import dev.provenance.safetensors.DType;
import dev.provenance.weights.kernel.Layouts;
import dev.provenance.weights.kernel.NarrowFormat;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link NarrowFormat} on vectors: one loop for each format. */
final class Widening {

    private static final VectorShape SHAPE = VectorShape.forBitSize(VectorKernel.BITS);
    private static final VectorSpecies<Integer> INTS = SHAPE.withLanes(int.class);
    private static final VectorSpecies<Short> HALF_SHORTS =
            VectorShape.forBitSize(VectorKernel.BITS / 2).withLanes(short.class);
    /** As many bytes as INTS has ints; vectors of 128 bits would need bytes of 32, which do not exist. */
    private static final VectorSpecies<Byte> QUARTER_BYTES =
            VectorShape.forBitSize(Math.max(64, VectorKernel.BITS / 4)).withLanes(byte.class);

    private static final boolean BYTES_FIT = QUARTER_BYTES.length() == INTS.length();
    private static final int INFINITY = 0x7F80_0000;
    private static final int NAN = 0x7FC0_0000;

    private Widening() {}

    static void widen(DType dtype, MemorySegment source, long offset, MemorySegment floats, int count) {
        boolean bytes = dtype.bits() == Byte.SIZE;
        int whole = bytes && !BYTES_FIT ? 0 : count - count % INTS.length();
        switch (dtype) {
            case BF16 -> bf16(source, offset, floats, whole);
            case F16 -> f16(source, offset, floats, whole);
            case F8_E5M2 -> e5m2(source, offset, floats, whole);
            case F8_E4M3 -> e4m3(source, offset, floats, whole);
            case F8_E4M3FNUZ -> fnuz(source, offset, floats, whole, 20, 0x1p119f);
            case F8_E5M2FNUZ -> fnuz(source, offset, floats, whole, 21, 0x1p111f);
            case F8_E8M0 -> e8m0(source, offset, floats, whole);
            case I8 -> integers(source, offset, floats, whole, VectorOperators.B2I);
            case U8 -> integers(source, offset, floats, whole, VectorOperators.ZERO_EXTEND_B2I);
            default -> throw new IllegalArgumentException("No narrow format " + dtype);
        }
        for (int i = whole; i < count; i++) {
            int bits =
                    bytes ? source.get(ValueLayout.JAVA_BYTE, offset + i) : source.get(Layouts.SHORT, offset + 2L * i);
            floats.set(Layouts.FLOAT, 4L * i, NarrowFormat.decode(dtype, bits));
        }
    }

    private static void bf16(MemorySegment source, long offset, MemorySegment floats, int count) {
        for (int i = 0; i < count; i += INTS.length()) {
            store(shorts(source, offset + 2L * i).lanewise(LSHL, 16), floats, i);
        }
    }

    /** As many half-precision numbers as a vector has floats. */
    static FloatVector halves(MemorySegment source, long offset) {
        return half(shorts(source, offset)).reinterpretAsFloats();
    }

    private static void f16(MemorySegment source, long offset, MemorySegment floats, int count) {
        for (int i = 0; i < count; i += INTS.length()) {
            store(half(shorts(source, offset + 2L * i)), floats, i);
        }
    }

    private static void e5m2(MemorySegment source, long offset, MemorySegment floats, int count) {
        for (int i = 0; i < count; i += INTS.length()) {
            store(half(bytes(source, offset + i).lanewise(LSHL, 8)), floats, i);
        }
    }

    private static IntVector half(IntVector bits) {
        IntVector magnitude = bits.and(0x7FFF).lanewise(LSHL, 13);
        return scaled(magnitude, 0x1p112f)
                .blend(magnitude.or(INFINITY), bits.and(0x7C00).eq(0x7C00))
                .or(bits.and(0x8000).lanewise(LSHL, 16));
    }

    private static void e4m3(MemorySegment source, long offset, MemorySegment floats, int count) {
        for (int i = 0; i < count; i += INTS.length()) {
            IntVector bits = bytes(source, offset + i);
            IntVector magnitude = bits.and(0x7F);
            IntVector number = scaled(magnitude.lanewise(LSHL, 20), 0x1p120f).blend(NAN, magnitude.eq(0x7F));
            store(number.or(bits.and(0x80).lanewise(LSHL, 24)), floats, i);
        }
    }

    private static void fnuz(
            MemorySegment source, long offset, MemorySegment floats, int count, int shift, float scale) {
        for (int i = 0; i < count; i += INTS.length()) {
            IntVector bits = bytes(source, offset + i);
            IntVector number = scaled(bits.and(0x7F).lanewise(LSHL, shift), scale)
                    .or(bits.and(0x80).lanewise(LSHL, 24));
            store(number.blend(NAN, bits.eq(0x80)), floats, i);
        }
    }

    private static void e8m0(MemorySegment source, long offset, MemorySegment floats, int count) {
        for (int i = 0; i < count; i += INTS.length()) {
            IntVector bits = bytes(source, offset + i);
            IntVector power = bits.lanewise(LSHL, 23).blend(0x0040_0000, bits.eq(0));
            store(power.blend(NAN, bits.eq(0xFF)), floats, i);
        }
    }

    private static void integers(
            MemorySegment source,
            long offset,
            MemorySegment floats,
            int count,
            VectorOperators.Conversion<Byte, Integer> extension) {
        for (int i = 0; i < count; i += INTS.length()) {
            ByteVector.fromMemorySegment(QUARTER_BYTES, source, offset + i, LITTLE_ENDIAN)
                    .convertShape(extension, INTS, 0)
                    .convert(VectorOperators.I2F, 0)
                    .intoMemorySegment(floats, 4L * i, LITTLE_ENDIAN);
        }
    }

    private static IntVector scaled(IntVector magnitude, float scale) {
        return magnitude.reinterpretAsFloats().mul(scale).reinterpretAsInts();
    }

    private static IntVector shorts(MemorySegment source, long offset) {
        return (IntVector) ShortVector.fromMemorySegment(HALF_SHORTS, source, offset, LITTLE_ENDIAN)
                .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
    }

    private static IntVector bytes(MemorySegment source, long offset) {
        return (IntVector) ByteVector.fromMemorySegment(QUARTER_BYTES, source, offset, LITTLE_ENDIAN)
                .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
    }

    private static void store(IntVector bits, MemorySegment floats, int index) {
        FloatVector numbers = bits.reinterpretAsFloats();
        numbers.intoMemorySegment(floats, 4L * index, LITTLE_ENDIAN);
    }
}
