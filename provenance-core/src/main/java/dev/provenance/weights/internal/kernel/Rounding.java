package dev.provenance.weights.internal.kernel;

import dev.provenance.safetensors.DType;

/**
 * Equality of numbers that are stored in different dtypes, given as floats (F64 rounded to float, as converters do). Where
 * one dtype holds all numbers of the other, the wider number must round (to nearest, ties to even) to the narrower one.
 * Where neither does (BF16 and F16, two kinds of F8), some number must round to both. Integers and F8_E8M0 compare by
 * value. NaN equals NaN.
 *
 * @param kind which of these
 * @param narrowerIsA whether a is the narrower one, for {@link Kind#ROUNDED}
 * @param bitsA significand bits of a's dtype, the hidden one included
 * @param minExponentA exponent of a's smallest normal number
 * @param bitsB as for a
 * @param minExponentB as for a
 */
public record Rounding(Kind kind, boolean narrowerIsA, int bitsA, int minExponentA, int bitsB, int minExponentB) {

    /** How equality is decided. */
    public enum Kind {
        BY_VALUE,
        ROUNDED,
        COMMON_SOURCE
    }

    static Rounding of(DType a, DType b) {
        int bitsA = significandBits(a);
        int bitsB = significandBits(b);
        Kind kind = bitsA == 0 || bitsB == 0 ? Kind.BY_VALUE : a.bits() == b.bits() ? Kind.COMMON_SOURCE : Kind.ROUNDED;
        return new Rounding(kind, bitsA < bitsB, bitsA, minExponent(a), bitsB, minExponent(b));
    }

    /** 0 where numbers are no rounded ones. */
    private static int significandBits(DType dtype) {
        return switch (dtype) {
            case F64, F32 -> 24;
            case F16 -> 11;
            case BF16 -> 8;
            case F8_E4M3, F8_E4M3FNUZ -> 4;
            case F8_E5M2, F8_E5M2FNUZ -> 3;
            default -> 0;
        };
    }

    private static int minExponent(DType dtype) {
        return switch (dtype) {
            case F16, F8_E5M2 -> -14;
            case F8_E5M2FNUZ -> -15;
            case F8_E4M3 -> -6;
            case F8_E4M3FNUZ -> -7;
            default -> Float.MIN_EXPONENT;
        };
    }

    /** Whether two numbers are equal in this sense. */
    public boolean equal(float a, float b) {
        boolean same = switch (kind) {
            case BY_VALUE -> a == b;
            case ROUNDED -> narrowerIsA ? round(b, bitsA, minExponentA) == a : round(a, bitsB, minExponentB) == b;
            case COMMON_SOURCE -> a == b || haveCommonSource(a, b);
        };
        return same || (Float.isNaN(a) && Float.isNaN(b));
    }

    /** Whether the middle of what both rounding intervals share rounds to both numbers. */
    private boolean haveCommonSource(float a, float b) {
        float low = Math.max(a - halfStep(a, a > 0, bitsA, minExponentA), b - halfStep(b, b > 0, bitsB, minExponentB));
        float high = Math.min(a + halfStep(a, a < 0, bitsA, minExponentA), b + halfStep(b, b < 0, bitsB, minExponentB));
        float middle = (low + high) * 0.5f;
        return round(middle, bitsA, minExponentA) == a && round(middle, bitsB, minExponentB) == b;
    }

    /** The number of a narrow dtype that is nearest to a value. */
    static float nearest(float value, DType dtype) {
        int bits = significandBits(dtype);
        return bits == 0 ? (float) Math.rint(value) : round(value, bits, minExponent(dtype));
    }

    /** Nearest number with so many significand bits, ties to even; beyond the largest exponent it does not saturate. */
    static float round(float value, int significandBits, int minExponent) {
        int drop = 24 - significandBits;
        if (drop == 0 || Float.isNaN(value)) {
            return value;
        }
        int bits = Float.floatToRawIntBits(value);
        if (Math.abs(value) >= Math.scalb(1f, minExponent)) {
            int rounded = bits + (1 << (drop - 1)) - 1 + ((bits >>> drop) & 1);
            return Float.intBitsToFloat(rounded & -(1 << drop));
        }
        // Adding a number whose last place is the step of the subnormals rounds to that step.
        float magic = magic(significandBits, minExponent);
        return Math.copySign(Math.abs(value) + magic - magic, value);
    }

    /** The power of two whose last float place is the distance of subnormal numbers of this format. */
    public static float magic(int significandBits, int minExponent) {
        return Math.scalb(1f, minExponent - significandBits + 24);
    }

    /** Half the distance to the neighbouring number of a format; towards zero a power of two has a nearer neighbour. */
    private static float halfStep(float value, boolean towardsZero, int significandBits, int minExponent) {
        float inside = towardsZero ? Math.nextDown(Math.abs(value)) : value;
        int exponent = Math.clamp(Math.getExponent(inside), minExponent, Float.MAX_EXPONENT);
        return Math.scalb(1f, exponent - significandBits);
    }
}
