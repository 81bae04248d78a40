package dev.provenance.lineage.internal.statistics;

import java.util.Arrays;

/**
 * Whether p-values are smaller than uniform ones: the one-sided statistic of Kolmogorov and Smirnov,
 * {@code D⁺ = max(i/n − p₍ᵢ₎)}. A test that errs on the safe side has a small one, however far its p-values lie above.
 *
 * @param count p-values
 * @param excess D⁺
 * @param log10P decimal logarithm of the probability of such an excess among uniform ones, {@code exp(−2nD²)}
 * @param smallest decimal logarithm of the smallest p-value
 */
public record Uniformity(int count, double excess, double log10P, double smallest) {

    /** Of decimal logarithms of p-values. */
    public static Uniformity of(double... log10P) {
        double[] sorted = Arrays.stream(log10P).sorted().toArray();
        double excess = 0;
        for (int i = 0; i < sorted.length; i++) {
            excess = Math.max(excess, (i + 1.0) / sorted.length - Math.pow(10, sorted[i]));
        }
        double log = -2.0 * sorted.length * excess * excess / Math.log(10);
        return new Uniformity(sorted.length, excess, log, sorted.length == 0 ? 0 : sorted[0]);
    }

    /** Whether uniform p-values would hardly ever look like this, at one per cent. */
    public boolean isTooSmall() {
        return log10P < -2;
    }
}
