package dev.provenance.weights.internal.kernel;

import dev.provenance.safetensors.DType;
import java.util.Set;

/**
 * Numbers of at most 16 bits. BF16 is the upper half of a float, and holds all numbers of every dtype of 8 bits; F16 becomes
 * a float by moving its fields to a float's place and rescaling by the difference of the exponents' biases, which is exact
 * for subnormal numbers too. The bits of a NaN do not depend on the machine.
 */
public final class NarrowFormat {

    /** Dtypes whose numbers BF16 holds. */
    static final Set<DType> WITHIN_BF16 = Set.of(
            DType.BF16,
            DType.F8_E4M3,
            DType.F8_E5M2,
            DType.F8_E4M3FNUZ,
            DType.F8_E5M2FNUZ,
            DType.F8_E8M0,
            DType.I8,
            DType.U8);

    /** What is left of the bits of a small float without its sign. */
    public static final short CODE = 0x7F;
    /** The bits of a BF16 whose exponent says infinity or NaN. */
    public static final short SPECIAL = 0x7F80;

    public static final short NAN = 0x7FC0;
    /** 2^−127, a subnormal BF16. */
    public static final short SMALLEST_POWER = 0x0040;

    private static final int INFINITY = 0x7F80_0000;

    /**
     * A float of 8 bits.
     *
     * @param mantissaBits bits of the fraction
     * @param exponentBias what the exponent's field is too large by
     * @param firstSpecial code (bits without the sign) from which on there are no finite numbers
     * @param negativeZero whether −0 exists; else its bits are the only NaN
     */
    public record SmallFloat(int mantissaBits, int exponentBias, short firstSpecial, boolean negativeZero) {

        private static final SmallFloat E4M3 = new SmallFloat(3, 7, (short) 0x7F, true);
        private static final SmallFloat E5M2 = new SmallFloat(2, 15, (short) 0x7C, true);
        private static final SmallFloat E4M3FNUZ = new SmallFloat(3, 8, (short) 0x80, false);
        private static final SmallFloat E5M2FNUZ = new SmallFloat(2, 16, (short) 0x80, false);

        /** The format of an F8 dtype with a fraction. */
        public static SmallFloat of(DType dtype) {
            return switch (dtype) {
                case F8_E4M3 -> E4M3;
                case F8_E5M2 -> E5M2;
                case F8_E4M3FNUZ -> E4M3FNUZ;
                case F8_E5M2FNUZ -> E5M2FNUZ;
                default -> throw new IllegalArgumentException("No small float: " + dtype);
            };
        }

        /** How far a code is moved to have its fields where BF16 has them. */
        public int shift() {
            return 7 - mantissaBits;
        }

        /** What is added to the moved code of a normal number. */
        public short bias() {
            return (short) ((127 - exponentBias) << 7);
        }

        /** The code of the smallest normal number. */
        public short firstNormal() {
            return (short) (1 << mantissaBits);
        }

        /** BF16 of the codes below {@link #firstNormal}, at most 8, and zeros up to the length. */
        public short[] subnormals(int length) {
            short[] numbers = new short[length];
            for (int code = 0; code < firstNormal(); code++) {
                numbers[code] = subnormal(code);
            }
            return numbers;
        }

        private short subnormal(int code) {
            float number = Math.scalb((float) code, 1 - exponentBias - mantissaBits);
            return (short) (Float.floatToRawIntBits(number) >>> 16);
        }

        private short bf16Bits(byte bits) {
            int code = bits & CODE;
            if (code == 0 && bits < 0 && !negativeZero) {
                return NAN;
            }
            int magnitude = code < firstNormal()
                    ? subnormal(code)
                    : code < firstSpecial ? (code << shift()) + bias() : (code << shift()) | SPECIAL;
            return (short) (magnitude | (bits < 0 ? Short.MIN_VALUE : 0));
        }
    }

    private NarrowFormat() {}

    /** The number that these bits (the low ones of the dtype's size) stand for. */
    public static float decode(DType dtype, int bits) {
        return switch (dtype) {
            case BF16 -> Float.intBitsToFloat(bits << 16);
            case F16 -> f16(bits);
            default -> Float.intBitsToFloat(bf16Bits(dtype, (byte) bits) << 16);
        };
    }

    /** The BF16 that holds the number of a dtype of 8 bits. */
    public static short bf16Bits(DType dtype, byte bits) {
        return switch (dtype) {
            case F8_E8M0 -> powerOfTwo(bits & 0xFF);
            case I8 -> (short) (Float.floatToRawIntBits(bits) >>> 16);
            case U8 -> (short) (Float.floatToRawIntBits(bits & 0xFF) >>> 16);
            default -> SmallFloat.of(dtype).bf16Bits(bits);
        };
    }

    private static float f16(int bits) {
        int magnitude = (bits & 0x7FFF) << 13;
        int widened = Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) * 0x1p112f)
                | ((bits & 0x7C00) == 0x7C00 ? INFINITY : 0);
        return Float.intBitsToFloat(widened | (bits & 0x8000) << 16);
    }

    /** 2^(bits − 127); 255 is NaN. */
    private static short powerOfTwo(int bits) {
        return bits == 0 ? SMALLEST_POWER : bits == 0xFF ? NAN : (short) (bits << 7);
    }
}
