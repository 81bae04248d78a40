package dev.provenance.weights.kernel;

import dev.provenance.safetensors.DType;
import java.util.Set;

/**
 * Numbers of at most 16 bits as floats. The fields of a small float are moved to a float's place and rescaled by the
 * difference of the exponents' biases, which is exact for subnormal numbers too. The bits of a NaN do not depend on the
 * machine.
 */
public final class NarrowFormat {

    /** The dtypes that are known here. */
    public static final Set<DType> DTYPES = Set.of(
            DType.BF16,
            DType.F16,
            DType.F8_E4M3,
            DType.F8_E5M2,
            DType.F8_E4M3FNUZ,
            DType.F8_E5M2FNUZ,
            DType.F8_E8M0,
            DType.I8,
            DType.U8);

    static final int NAN = 0x7FC0_0000;
    static final int INFINITY = 0x7F80_0000;

    private NarrowFormat() {}

    /** The number that these bits (the low ones of the dtype's size) stand for. */
    public static float decode(DType dtype, int bits) {
        return switch (dtype) {
            case BF16 -> Float.intBitsToFloat(bits << 16);
            case F16 -> f16(bits);
            case F8_E5M2 -> f16((bits & 0xFF) << 8);
            case F8_E4M3 -> {
                float magnitude = Float.intBitsToFloat((bits & 0x7F) << 20) * 0x1p120f;
                yield signed((bits & 0x7F) == 0x7F ? NAN : Float.floatToRawIntBits(magnitude), bits);
            }
            case F8_E4M3FNUZ -> withoutNegativeZero(bits, Float.intBitsToFloat((bits & 0x7F) << 20) * 0x1p119f);
            case F8_E5M2FNUZ -> withoutNegativeZero(bits, Float.intBitsToFloat((bits & 0x7F) << 21) * 0x1p111f);
            case F8_E8M0 -> Float.intBitsToFloat(powerOfTwo(bits & 0xFF));
            case I8 -> (byte) bits;
            case U8 -> bits & 0xFF;
            default -> throw new IllegalArgumentException("No narrow format " + dtype + "; known: " + DTYPES);
        };
    }

    private static float f16(int bits) {
        int magnitude = (bits & 0x7FFF) << 13;
        int widened = (bits & 0x7C00) == 0x7C00
                ? magnitude | INFINITY
                : Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) * 0x1p112f);
        return Float.intBitsToFloat(widened | (bits & 0x8000) << 16);
    }

    private static float signed(int magnitude, int bits) {
        return Float.intBitsToFloat(magnitude | (bits & 0x80) << 24);
    }

    /** In the FNUZ formats what would be −0 is the only NaN. */
    private static float withoutNegativeZero(int bits, float magnitude) {
        return (bits & 0xFF) == 0x80 ? Float.intBitsToFloat(NAN) : signed(Float.floatToRawIntBits(magnitude), bits);
    }

    /** 2^(bits − 127); the smallest is a subnormal float, 255 is NaN. */
    private static int powerOfTwo(int bits) {
        return bits == 0 ? 0x0040_0000 : bits == 0xFF ? NAN : bits << 23;
    }
}
