package dev.provenance.safetensors;

/**
 * A floating format of at most eight bits: sign, exponent, mantissa from the highest bit down.
 *
 * <p>An exponent field e above 0 means (1 + m / 2^mantissaBits) × 2^(e − bias), e = 0 means (m / 2^mantissaBits) × 2^(1 −
 * bias).
 *
 * @param special which codes are not finite
 */
record NarrowFormat(int exponentBits, int mantissaBits, int bias, Special special) {

    /** Which codes stand for no finite number. */
    enum Special {
        /** None. */
        NONE,
        /** As in IEEE 754: with the highest exponent, infinity if the mantissa is 0 and NaN otherwise. */
        IEEE,
        /** NaN where all bits below the sign are set; no infinity. */
        ALL_ONES,
        /** NaN in the place of negative zero; no infinity. */
        NEGATIVE_ZERO
    }

    /** The value of every code, in order. */
    double[] values() {
        double[] values = new double[1 << (1 + exponentBits + mantissaBits)];
        for (int code = 0; code < values.length / 2; code++) {
            double magnitude = magnitude(code);
            values[code] = magnitude;
            values[code + values.length / 2] = -magnitude;
        }
        if (special == Special.NEGATIVE_ZERO) {
            values[values.length / 2] = Double.NaN;
        }
        return values;
    }

    private double magnitude(int code) {
        int exponent = code >> mantissaBits;
        int mantissa = code & ((1 << mantissaBits) - 1);
        boolean highest = exponent == (1 << exponentBits) - 1;
        if (highest && special == Special.IEEE) {
            return mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        if (highest && special == Special.ALL_ONES && mantissa == (1 << mantissaBits) - 1) {
            return Double.NaN;
        }
        return exponent == 0
                ? Math.scalb((double) mantissa, 1 - bias - mantissaBits)
                : Math.scalb((double) ((1 << mantissaBits) + mantissa), exponent - bias - mantissaBits);
    }
}
