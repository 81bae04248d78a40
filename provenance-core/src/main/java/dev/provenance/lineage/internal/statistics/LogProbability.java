package dev.provenance.lineage.internal.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;

/**
 * Decimal logarithms of p-values, from first to last: no tail leaves its logarithm, so a perfect match of a large model
 * is as defined as a small one. Every p here is an upper bound or exact, never smaller.
 */
public final class LogProbability {

    private static final double LN10 = Math.log(10);
    /** From here on {@code erfc} loses digits, and its asymptotic series does not. */
    private static final double FAR = 20;
    /** A p of 1 would outweigh any evidence in Cauchy's combination. */
    private static final double LARGEST_IN_CAUCHY = 0.99;

    private LogProbability() {}

    /**
     * Of at least {@code k} fixed points, where the numbering of one side is as good as any other: {@code E[C(K,k)] ≤ 1/k!}
     * bounds the probability, for any matching, by {@code −lgamma(k+1)}.
     */
    public static double ofFixedPoints(long k) {
        return ofFixedPoints(k, 1);
    }

    /**
     * Of at least {@code k} fixed points in all of several groups, where only the numbering within each group is free:
     * {@code E[C(K,k)] ≤ gᵏ/k!}, the sum over the ways to spread k over g groups.
     */
    public static double ofFixedPoints(long k, long groups) {
        return Math.min(0, (k * Math.log((double) groups) - Gamma.logGamma(k + 1.0)) / LN10);
    }

    /** Of {@code k} or more successes in {@code n} trials, each with probability {@code rate}. */
    public static double ofBinomialTail(long n, double rate, long k) {
        if (k <= 0) {
            return 0;
        }
        double largest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (long j = k; j <= n; j++) {
            double term = logChoose(n, j) + j * Math.log(rate) + (n - j) * Math.log1p(-rate);
            if (term > largest) {
                sum = sum * Math.exp(largest - term) + 1;
                largest = term;
            } else {
                double share = Math.exp(term - largest);
                sum += share;
                if (share < 1e-18) {
                    break;
                }
            }
        }
        return Math.min(0, (largest + Math.log(sum)) / LN10);
    }

    private static double logChoose(long n, long k) {
        return Gamma.logGamma(n + 1.0) - Gamma.logGamma(k + 1.0) - Gamma.logGamma(n - k + 1.0);
    }

    /** Of a standard normal number of at least {@code z}. */
    public static double ofNormalTail(double z) {
        if (z < FAR) {
            return Math.log10(0.5 * Erf.erfc(z / Math.sqrt(2)));
        }
        double inverse = 1 / (z * z);
        double series = 1 - inverse * (1 - 3 * inverse * (1 - 5 * inverse));
        return (-z * z / 2 - Math.log(z * Math.sqrt(2 * Math.PI)) + Math.log(series)) / LN10;
    }

    /** The smallest p that a permutation of {@code d} things can have: 1/d!. */
    public static double ofOnePermutation(long d) {
        return -Gamma.logGamma(d + 1.0) / LN10;
    }

    /** As if the smallest of so many p-values had been picked (Bonferroni). */
    public static double ofBest(double log10P, long picked) {
        return Math.min(0, log10P + Math.log10((double) picked));
    }

    /**
     * Independent p-values combined by Fisher's method: with {@code s = −2Σ ln p} over L of them,
     * {@code ln p = −s/2 + ln Σ_{j<L} (s/2)ʲ/j!}.
     *
     * @param log10P the logarithms; none combine to 0, which is p = 1
     */
    public static double fisher(double... log10P) {
        double half = -Arrays.stream(log10P).sum() * LN10;
        if (half <= 0) {
            return 0;
        }
        double[] terms = IntStream.range(0, log10P.length)
                .mapToDouble(j -> j * Math.log(half) - Gamma.logGamma(j + 1.0))
                .toArray();
        return Math.min(0, (-half + logSum(terms)) / LN10);
    }

    private static double logSum(double[] terms) {
        double largest = Arrays.stream(terms).max().orElse(Double.NEGATIVE_INFINITY);
        return largest
                + Math.log(Arrays.stream(terms)
                        .map(term -> Math.exp(term - largest))
                        .sum());
    }

    /**
     * P-values that may depend on one another, combined by Cauchy's distribution (Liu and Xie, JASA 115, 2020): the mean of
     * {@code tan((½ − p)π)} is nearly standard Cauchy in its tail.
     */
    public static double cauchy(double... log10P) {
        if (log10P.length == 0) {
            return 0;
        }
        double smallest = Arrays.stream(log10P).min().orElse(0);
        if (smallest < -8) {
            // cot(πp) is 1/(πp) here, beside which the rest of the sum counts only if it is of this size too.
            double[] terms = Arrays.stream(log10P)
                    .map(log -> -log * LN10 - Math.log(Math.PI))
                    .toArray();
            double logMean = logSum(terms) - Math.log(log10P.length);
            return Math.min(0, -(logMean + Math.log(Math.PI)) / LN10);
        }
        double mean = Arrays.stream(log10P)
                .map(log -> Math.min(LARGEST_IN_CAUCHY, Math.pow(10, log)))
                .map(p -> Math.tan((0.5 - p) * Math.PI))
                .average()
                .orElse(0);
        return Math.log10(0.5 - Math.atan(mean) / Math.PI);
    }

    /** P-values of several claims, each raised so that one error among all is as improbable as it says (Holm 1979). */
    public static double[] holm(double... log10P) {
        int[] order = IntStream.range(0, log10P.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> log10P[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[log10P.length];
        double previous = Double.NEGATIVE_INFINITY;
        for (int rank = 0; rank < order.length; rank++) {
            previous = Math.max(previous, ofBest(log10P[order[rank]], order.length - rank));
            adjusted[order[rank]] = previous;
        }
        return adjusted;
    }
}
