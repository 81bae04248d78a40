package dev.provenance.safetensors;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Turns the bytes of elements into doubles.
 *
 * <p>The formats: F4, F6 and F8_E8M0 as in <i>OCP Microscaling Formats (MX) Specification v1.0</i>; F8_E4M3 and F8_E5M2 as
 * in <i>OCP 8-bit Floating Point Specification (OFP8) v1.0</i>; the FNUZ types after Noune et al. 2022, <i>8-bit Numerical
 * Formats for Deep Neural Networks</i>, arXiv 2206.02915; F16, F32 and F64 as in IEEE 754; BF16 is the upper half of F32.
 */
final class ElementDecoder {
    private static final double[] F4 = new NarrowFormat(2, 1, 1, NarrowFormat.Special.NONE).values();
    private static final double[] F6_E2M3 = new NarrowFormat(2, 3, 1, NarrowFormat.Special.NONE).values();
    private static final double[] F6_E3M2 = new NarrowFormat(3, 2, 3, NarrowFormat.Special.NONE).values();
    private static final double[] F8_E5M2 = new NarrowFormat(5, 2, 15, NarrowFormat.Special.IEEE).values();
    private static final double[] F8_E4M3 = new NarrowFormat(4, 3, 7, NarrowFormat.Special.ALL_ONES).values();
    private static final double[] F8_E8M0 = powersOfTwo();
    private static final double[] F8_E4M3FNUZ = new NarrowFormat(4, 3, 8, NarrowFormat.Special.NEGATIVE_ZERO).values();
    private static final double[] F8_E5M2FNUZ = new NarrowFormat(5, 2, 16, NarrowFormat.Special.NEGATIVE_ZERO).values();

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private ElementDecoder() {}

    /**
     * Decodes as many elements as the target holds.
     *
     * @param firstBit where in the first byte the first element begins; 0 but for types below eight bits
     */
    static void decode(DType dtype, MemorySegment bytes, int firstBit, double[] target) {
        switch (dtype) {
            case BOOL -> fill(target, i -> bytes.get(ValueLayout.JAVA_BYTE, i) == 0 ? 0 : 1);
            case F4 -> lookUp(F4, 4, bytes, firstBit, target);
            case F6_E2M3 -> lookUp(F6_E2M3, 6, bytes, firstBit, target);
            case F6_E3M2 -> lookUp(F6_E3M2, 6, bytes, firstBit, target);
            case U8 -> fill(target, i -> bytes.get(ValueLayout.JAVA_BYTE, i) & 0xFF);
            case I8 -> fill(target, i -> bytes.get(ValueLayout.JAVA_BYTE, i));
            case F8_E5M2 -> lookUp(F8_E5M2, 8, bytes, firstBit, target);
            case F8_E4M3 -> lookUp(F8_E4M3, 8, bytes, firstBit, target);
            case F8_E8M0 -> lookUp(F8_E8M0, 8, bytes, firstBit, target);
            case F8_E4M3FNUZ -> lookUp(F8_E4M3FNUZ, 8, bytes, firstBit, target);
            case F8_E5M2FNUZ -> lookUp(F8_E5M2FNUZ, 8, bytes, firstBit, target);
            case I16 -> fill(target, i -> bytes.get(SHORT, 2 * i));
            case U16 -> fill(target, i -> bytes.get(SHORT, 2 * i) & 0xFFFF);
            case F16 -> fill(target, i -> Float.float16ToFloat(bytes.get(SHORT, 2 * i)));
            case BF16 -> fill(target, i -> Float.intBitsToFloat(bytes.get(SHORT, 2 * i) << 16));
            case I32 -> fill(target, i -> bytes.get(INT, 4 * i));
            case U32 -> fill(target, i -> bytes.get(INT, 4 * i) & 0xFFFF_FFFFL);
            case F32 -> fill(target, i -> Float.intBitsToFloat(bytes.get(INT, 4 * i)));
            case C64 -> throw new IllegalArgumentException("C64 elements are not single numbers");
            case F64 -> fill(target, i -> Double.longBitsToDouble(bytes.get(LONG, 8 * i)));
            case I64 -> fill(target, i -> bytes.get(LONG, 8 * i));
            case U64 -> fill(target, i -> unsigned(bytes.get(LONG, 8 * i)));
        }
    }

    /** The element at an index. */
    @FunctionalInterface
    private interface Element {
        double at(long index);
    }

    private static void fill(double[] target, Element element) {
        for (int i = 0; i < target.length; i++) {
            target[i] = element.at(i);
        }
    }

    private static void lookUp(double[] values, int bits, MemorySegment bytes, int firstBit, double[] target) {
        for (int i = 0; i < target.length; i++) {
            long bit = firstBit + (long) i * bits;
            long at = bit / Byte.SIZE;
            int shift = (int) (bit % Byte.SIZE);
            int code = (bytes.get(ValueLayout.JAVA_BYTE, at) & 0xFF) >> shift;
            if (shift + bits > Byte.SIZE) {
                code |= bytes.get(ValueLayout.JAVA_BYTE, at + 1) << (Byte.SIZE - shift);
            }
            target[i] = values[code & (values.length - 1)];
        }
    }

    /** The nearest double: where the top bit is set, the lowest bit is too small to matter but for a tie. */
    private static double unsigned(long value) {
        return value >= 0 ? value : 2.0 * ((value >>> 1) | (value & 1));
    }

    private static double[] powersOfTwo() {
        double[] values = new double[256];
        for (int code = 0; code < 255; code++) {
            values[code] = Math.scalb(1.0, code - 127);
        }
        values[255] = Double.NaN;
        return values;
    }
}
