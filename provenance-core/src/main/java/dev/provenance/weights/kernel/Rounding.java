package dev.provenance.weights.kernel;

import dev.provenance.safetensors.DType;

/**
 * Equality of numbers that are stored in different dtypes: one of them is the other, rounded to its dtype. Of BF16 and F16
 * neither holds the other's numbers; there, some number rounds to both.
 */
final class Rounding {

    private Rounding() {}

    static long countEqual(float[] a, DType dtypeA, float[] b, DType dtypeB, int count) {
        long equal = 0;
        for (int i = 0; i < count; i++) {
            equal += equal(a[i], dtypeA, b[i], dtypeB) ? 1 : 0;
        }
        return equal;
    }

    static long countEqual(double[] a, DType dtypeA, double[] b, DType dtypeB, int count) {
        long equal = 0;
        for (int i = 0; i < count; i++) {
            equal += equal(a[i], dtypeA, b[i], dtypeB) ? 1 : 0;
        }
        return equal;
    }

    private static boolean equal(double a, DType dtypeA, double b, DType dtypeB) {
        if (dtypeA.bits() == dtypeB.bits()) {
            return Math.abs(a - b) <= halfStep(a, dtypeA) + halfStep(b, dtypeB)
                    || a == b
                    || (Double.isNaN(a) && Double.isNaN(b));
        }
        return round(a, dtypeB) == b || round(b, dtypeA) == a || (Double.isNaN(a) && Double.isNaN(b));
    }

    /** Half the distance between neighbouring numbers of a 16-bit dtype at this magnitude; exact in double. */
    private static double halfStep(double value, DType dtype) {
        int exponent = Math.getExponent(value);
        return switch (dtype) {
            case F16 -> Math.scalb(0.5, Math.max(exponent - 10, -24));
            case BF16 -> Math.scalb(0.5, Math.max(exponent - 7, -133));
            default -> throw new IllegalArgumentException("No step of " + dtype);
        };
    }

    /** Nearest number of the dtype, ties to even; by way of float, as converters do. */
    static double round(double value, DType dtype) {
        return switch (dtype) {
            case F64 -> value;
            case F32 -> (float) value;
            case F16 -> Float.float16ToFloat(Float.floatToFloat16((float) value));
            case BF16 -> roundToBf16((float) value);
            default -> throw new IllegalArgumentException("No rounding to " + dtype);
        };
    }

    private static float roundToBf16(float value) {
        if (Float.isNaN(value)) {
            return value;
        }
        int bits = Float.floatToRawIntBits(value);
        int halfAndOdd = 0x7FFF + (bits >>> 16 & 1);
        return Float.intBitsToFloat((bits + halfAndOdd) & 0xFFFF_0000);
    }
}
