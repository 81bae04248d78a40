package dev.provenance.weights.internal.kernel.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.B2S;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.S2I;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2S;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_S2I;

import dev.provenance.safetensors.DType;
import dev.provenance.weights.internal.kernel.Layouts;
import dev.provenance.weights.internal.kernel.NarrowFormat;
import dev.provenance.weights.internal.kernel.NarrowFormat.SmallFloat;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link NarrowFormat} on vectors: one loop for each kind of format. */
final class Widening {

    private static final VectorShape SHAPE = VectorShape.forBitSize(VectorKernel.BITS);
    private static final VectorShape HALF = VectorShape.forBitSize(VectorKernel.BITS / 2);
    private static final VectorSpecies<Integer> INTS = SHAPE.withLanes(int.class);
    private static final VectorSpecies<Float> FLOATS = SHAPE.withLanes(float.class);
    private static final VectorSpecies<Double> DOUBLES = SHAPE.withLanes(double.class);
    private static final VectorSpecies<Short> SHORTS = SHAPE.withLanes(short.class);
    /** As many shorts as INTS has ints, floats as DOUBLES has doubles, bytes as SHORTS has shorts. */
    private static final VectorSpecies<Short> HALF_SHORTS = HALF.withLanes(short.class);

    private static final VectorSpecies<Float> HALF_FLOATS = HALF.withLanes(float.class);
    private static final VectorSpecies<Byte> HALF_BYTES = HALF.withLanes(byte.class);

    private static final short SIGN = Short.MIN_VALUE;
    private static final int INFINITY = 0x7F80_0000;

    private Widening() {}

    static void toBf16(DType dtype, MemorySegment source, long offset, short[] target, int count) {
        int whole = count - count % SHORTS.length();
        switch (dtype) {
            case F8_E4M3, F8_E5M2 -> withSpecials(SmallFloat.of(dtype), source, offset, target, whole);
            case F8_E4M3FNUZ, F8_E5M2FNUZ -> withoutNegativeZero(SmallFloat.of(dtype), source, offset, target, whole);
            case F8_E8M0 -> powersOfTwo(source, offset, target, whole);
            case I8 -> integers(B2S, source, offset, target, whole);
            case U8 -> integers(ZERO_EXTEND_B2S, source, offset, target, whole);
            default -> throw new IllegalArgumentException("No format of 8 bits: " + dtype);
        }
        for (int i = whole; i < count; i++) {
            target[i] = NarrowFormat.bf16Bits(dtype, source.get(ValueLayout.JAVA_BYTE, offset + i));
        }
    }

    private static void withSpecials(SmallFloat format, MemorySegment source, long offset, short[] target, int count) {
        ShortVector subnormals = subnormals(format);
        int shift = format.shift();
        short bias = format.bias();
        short firstNormal = format.firstNormal();
        short firstSpecial = format.firstSpecial();
        for (int i = 0; i < count; i += SHORTS.length()) {
            ShortVector bits = bytes(source, offset + i);
            ShortVector code = bits.and(NarrowFormat.CODE);
            ShortVector shifted = code.lanewise(LSHL, shift);
            finite(code, shifted, subnormals, bias, firstNormal)
                    .blend(shifted.or(NarrowFormat.SPECIAL), code.compare(GE, firstSpecial))
                    .or(bits.and(SIGN))
                    .intoArray(target, i);
        }
    }

    private static void withoutNegativeZero(
            SmallFloat format, MemorySegment source, long offset, short[] target, int count) {
        ShortVector subnormals = subnormals(format);
        int shift = format.shift();
        short bias = format.bias();
        short firstNormal = format.firstNormal();
        for (int i = 0; i < count; i += SHORTS.length()) {
            ShortVector bits = bytes(source, offset + i);
            ShortVector code = bits.and(NarrowFormat.CODE);
            finite(code, code.lanewise(LSHL, shift), subnormals, bias, firstNormal)
                    .or(bits.and(SIGN))
                    .blend(NarrowFormat.NAN, bits.eq(Byte.MIN_VALUE))
                    .intoArray(target, i);
        }
    }

    private static ShortVector subnormals(SmallFloat format) {
        return ShortVector.fromArray(SHORTS, format.subnormals(SHORTS.length()), 0);
    }

    /**
     * The fields of normal numbers are in their place and the exponent is rebiased; subnormal ones, at most 8 with the zero,
     * come from a table, into which the others' codes wrap.
     */
    private static ShortVector finite(
            ShortVector code, ShortVector shifted, ShortVector subnormals, short bias, short firstNormal) {
        return code.selectFrom(subnormals).blend(shifted.add(bias), code.compare(GE, firstNormal));
    }

    private static void powersOfTwo(MemorySegment source, long offset, short[] target, int count) {
        for (int i = 0; i < count; i += SHORTS.length()) {
            ShortVector power = bytes(source, offset + i).lanewise(LSHL, 8).lanewise(LSHR, 1);
            power.blend(NarrowFormat.SMALLEST_POWER, power.eq((short) 0))
                    .blend(NarrowFormat.NAN, power.eq(NarrowFormat.SPECIAL))
                    .intoArray(target, i);
        }
    }

    private static void integers(
            VectorOperators.Conversion<Byte, Short> extension,
            MemorySegment source,
            long offset,
            short[] target,
            int count) {
        for (int i = 0; i < count; i += SHORTS.length()) {
            ShortVector numbers =
                    (ShortVector) ByteVector.fromMemorySegment(HALF_BYTES, source, offset + i, LITTLE_ENDIAN)
                            .convertShape(extension, SHORTS, 0);
            for (int part = 0; part < 2; part++) {
                IntVector floats = ((FloatVector)
                                numbers.convertShape(S2I, INTS, part).convert(VectorOperators.I2F, 0))
                        .reinterpretAsInts();
                ((ShortVector) floats.lanewise(LSHR, 16).convertShape(VectorOperators.I2S, HALF_SHORTS, 0))
                        .intoArray(target, i + part * INTS.length());
            }
        }
    }

    static void toFloats(DType dtype, MemorySegment source, long offset, float[] floats, int count) {
        int whole = count - count % FLOATS.length();
        switch (dtype) {
            case BF16 -> bf16(source, offset, floats, whole);
            case F16 -> halves(source, offset, floats, whole);
            case F64 -> doubles(source, offset, floats, whole);
            default -> throw new IllegalArgumentException("No floats from " + dtype);
        }
        for (int i = whole; i < count; i++) {
            floats[i] = dtype == DType.F64
                    ? (float) source.get(Layouts.DOUBLE, offset + 8L * i)
                    : NarrowFormat.decode(dtype, source.get(Layouts.SHORT, offset + 2L * i));
        }
    }

    private static void bf16(MemorySegment source, long offset, float[] floats, int count) {
        for (int i = 0; i < count; i += INTS.length()) {
            ((IntVector) ShortVector.fromMemorySegment(HALF_SHORTS, source, offset + 2L * i, LITTLE_ENDIAN)
                            .convertShape(ZERO_EXTEND_S2I, INTS, 0))
                    .lanewise(LSHL, 16)
                    .reinterpretAsFloats()
                    .intoArray(floats, i);
        }
    }

    /** Sign and fields are moved to their places in one, the exponent is rebiased by a product: exact for subnormals too. */
    private static void halves(MemorySegment source, long offset, float[] floats, int count) {
        for (int i = 0; i < count; i += INTS.length()) {
            IntVector fields = ((IntVector)
                            ShortVector.fromMemorySegment(HALF_SHORTS, source, offset + 2L * i, LITTLE_ENDIAN)
                                    .convertShape(S2I, INTS, 0))
                    .lanewise(LSHL, 13)
                    .and(0x8FFF_E000);
            IntVector number = fields.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
            number.lanewise(
                            VectorOperators.OR,
                            INFINITY,
                            fields.and(0x0F80_0000).eq(0x0F80_0000))
                    .reinterpretAsFloats()
                    .intoArray(floats, i);
        }
    }

    private static void doubles(MemorySegment source, long offset, float[] floats, int count) {
        for (int i = 0; i < count; i += DOUBLES.length()) {
            ((FloatVector) DoubleVector.fromMemorySegment(DOUBLES, source, offset + 8L * i, LITTLE_ENDIAN)
                            .convertShape(VectorOperators.D2F, HALF_FLOATS, 0))
                    .intoArray(floats, i);
        }
    }

    static void toDoubles(MemorySegment floats, long offset, double[] doubles, int count) {
        int whole = count - count % DOUBLES.length();
        for (int i = 0; i < whole; i += DOUBLES.length()) {
            ((DoubleVector) FloatVector.fromMemorySegment(HALF_FLOATS, floats, offset + 4L * i, LITTLE_ENDIAN)
                            .convertShape(VectorOperators.F2D, DOUBLES, 0))
                    .intoArray(doubles, i);
        }
        for (int i = whole; i < count; i++) {
            doubles[i] = floats.get(Layouts.FLOAT, offset + 4L * i);
        }
    }

    private static ShortVector bytes(MemorySegment source, long offset) {
        return (ShortVector) ByteVector.fromMemorySegment(HALF_BYTES, source, offset, LITTLE_ENDIAN)
                .convertShape(B2S, SHORTS, 0);
    }
}
