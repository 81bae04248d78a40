package dev.provenance.weights;

import dev.provenance.message.Message;
import dev.provenance.weights.internal.kernel.PairMoments;
import java.util.Optional;

/**
 * Direct measures of a pair of equally shaped tensors, from one pass over both. The sums leave out positions at which
 * either number is NaN or infinite; the counts do not.
 *
 * <p>Where only windows of the tensors were read ({@code read} is less than {@code n}), cosines and relative L2 are
 * estimates, ratios of sums over the windows, with intervals. The largest difference, the equal elements, means,
 * deviations, zeros and non-finite numbers are those of the elements that were read, and say nothing of the others.
 *
 * @param n elements of each tensor
 * @param read elements of each tensor that were read
 * @param finite positions among these at which both numbers are finite: what the measures rest on
 * @param cosine {@code Σab / √(Σa²·Σb²)}, in [−1, 1]
 * @param centredCosine the same after each tensor's own mean is subtracted (Pearson's correlation)
 * @param relativeL2 {@code ‖a − b‖ / ‖a‖}, a the base
 * @param maxAbsDifference {@code max|a − b|}
 * @param bitEqual elements with equal bits; between two dtypes, elements of which one is the other's rounding
 * @param intervals how far the estimates may be off
 * @param base what the pass saw of the base's tensor
 * @param suspect what the pass saw of the suspect's tensor
 */
public record TensorSimilarity(
        long n,
        long read,
        long finite,
        Quantity cosine,
        Quantity centredCosine,
        Quantity relativeL2,
        Quantity maxAbsDifference,
        long bitEqual,
        Intervals intervals,
        Side base,
        Side suspect) {

    /**
     * One tensor of the pair.
     *
     * @param mean mean of its numbers
     * @param standardDeviation square root of their mean squared distance from the mean (divisor n)
     * @param zeros zeros of either sign
     * @param nonFinite NaN and infinities
     */
    public record Side(double mean, double standardDeviation, long zeros, long nonFinite) {}

    /**
     * Confidence intervals of the estimates, from the spread between windows. Each is empty where the tensors were read
     * whole, where the measure is undefined, and where it would be undefined or beyond all bounds without one window. An interval of
     * one point says that all windows agree; it does not speak for a difference in a place that was not read.
     *
     * @param cosine of the cosine
     * @param centredCosine of the centred cosine
     * @param relativeL2 of relative L2
     */
    public record Intervals(
            Optional<Interval> cosine, Optional<Interval> centredCosine, Optional<Interval> relativeL2) {

        /** No intervals: the measures are exact. */
        public static final Intervals NONE = new Intervals(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Only a part of the tensors was read. */
    public boolean isSampled() {
        return read < n;
    }

    /**
     * Every element was read and has the same bits, or between two dtypes is the other's rounding. Never true of a sample.
     */
    public boolean allEqual() {
        return bitEqual == n;
    }

    /** As {@link #allEqual()}, for the elements that were read. */
    public boolean allReadEqual() {
        return bitEqual == read;
    }

    /** Neither tensor is constant: there is something to compare. */
    public boolean bothVary() {
        return base.standardDeviation > 0 && suspect.standardDeviation > 0;
    }

    /** The measures of what was read, as if it were everything. */
    static TensorSimilarity of(PairMoments m) {
        return new TensorSimilarity(
                m.n(),
                m.n(),
                m.finite(),
                cosine(m, m.products(), m.squaresA(), m.squaresB(), "AllZero"),
                cosine(m, m.co(), m.m2A(), m.m2B(), "Constant"),
                relativeL2(m),
                m.finite() == 0 ? Quantity.undefined(NOTHING_FINITE) : quantity(m.largestDifference()),
                m.equal(),
                Intervals.NONE,
                side(m.meanA(), m.m2A() / m.finite(), m.scaleA(), m.zerosA(), m.nonFiniteA()),
                side(m.meanB(), m.m2B() / m.finite(), m.scaleB(), m.zerosB(), m.nonFiniteB()));
    }

    /** These measures as estimates for tensors of {@code elements} elements. */
    TensorSimilarity estimating(long elements, Intervals within) {
        return new TensorSimilarity(
                elements,
                read,
                finite,
                cosine,
                centredCosine,
                relativeL2,
                maxAbsDifference,
                bitEqual,
                within,
                base,
                suspect);
    }

    /** Smaller products have lost bits below double's range. */
    private static final double SMALLEST_PRODUCT = 1e-280;

    private static final Message NOTHING_FINITE = Message.of("weights.nothingFinite");
    private static final Message OUT_OF_RANGE = Message.of("weights.outOfRange");

    private static Quantity cosine(PairMoments m, double products, double squaresA, double squaresB, String nothing) {
        if (m.finite() == 0) {
            return Quantity.undefined(NOTHING_FINITE);
        }
        if (squaresA == 0 || squaresB == 0) {
            String which = squaresA != 0 ? "suspect" : squaresB != 0 ? "base" : "both";
            return Quantity.undefined(Message.of("weights." + which + nothing));
        }
        // Of equal tensors exactly 1, whatever their range; one root is more exact than two where the product is in
        // range.
        double product = squaresA * squaresB;
        boolean inRange = product >= SMALLEST_PRODUCT && product <= Double.MAX_VALUE;
        double norms = squaresA == squaresB
                ? squaresA
                : inRange ? Math.sqrt(product) : Math.sqrt(squaresA) * Math.sqrt(squaresB);
        double result = products / norms;
        return Double.isFinite(result) ? Quantity.of(Math.clamp(result, -1.0, 1.0)) : Quantity.undefined(OUT_OF_RANGE);
    }

    private static Side side(double mean, double variance, int scale, long zeros, long nonFinite) {
        // Without a finite element the variance is NaN, and so is the mean then.
        double known = Double.isNaN(variance) ? Double.NaN : Math.scalb(mean, scale);
        return new Side(known, Math.scalb(Math.sqrt(variance), scale), zeros, nonFinite);
    }

    private static Quantity relativeL2(PairMoments m) {
        if (m.finite() == 0) {
            return Quantity.undefined(NOTHING_FINITE);
        }
        return m.squaresA() == 0
                ? Quantity.undefined(Message.of("weights.baseAllZero"))
                : quantity(m.relativeDifference());
    }

    private static Quantity quantity(double number) {
        return Double.isFinite(number) ? Quantity.of(number) : Quantity.undefined(OUT_OF_RANGE);
    }
}
