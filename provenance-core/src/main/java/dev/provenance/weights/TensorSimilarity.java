package dev.provenance.weights;

import dev.provenance.weights.kernel.PairMoments;

/**
 * Direct measures of a pair of equally shaped tensors, from one pass over both. The sums leave out positions at which
 * either number is NaN or infinite; the counts do not.
 *
 * @param n elements of each tensor
 * @param cosine {@code Σab / √(Σa²·Σb²)}, in [−1, 1]
 * @param centredCosine the same after each tensor's own mean is subtracted (Pearson's correlation)
 * @param relativeL2 {@code ‖a − b‖ / ‖a‖}, a the base
 * @param maxAbsDifference {@code max|a − b|}
 * @param bitEqual elements with equal bits; between two dtypes, elements of which one is the other's rounding
 * @param base what the pass saw of the base's tensor
 * @param suspect what the pass saw of the suspect's tensor
 */
public record TensorSimilarity(
        long n,
        Quantity cosine,
        Quantity centredCosine,
        Quantity relativeL2,
        Quantity maxAbsDifference,
        long bitEqual,
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

    /** Every element has the same bits, or between two dtypes is the other's rounding. */
    public boolean allEqual() {
        return bitEqual == n;
    }

    /** Neither tensor is constant: there is something to compare. */
    public boolean bothVary() {
        return base.standardDeviation > 0 && suspect.standardDeviation > 0;
    }

    static TensorSimilarity of(PairMoments m) {
        return new TensorSimilarity(
                m.n(),
                cosine(m, m.products(), m.squaresA(), m.squaresB(), "all zero"),
                cosine(m, m.co(), m.m2A(), m.m2B(), "constant"),
                relativeL2(m),
                m.finite() == 0 ? Quantity.undefined(NOTHING_FINITE) : quantity(m.maxAbsDifference()),
                m.equal(),
                new Side(m.meanA(), Math.sqrt(m.m2A() / m.finite()), m.zerosA(), m.nonFiniteA()),
                new Side(m.meanB(), Math.sqrt(m.m2B() / m.finite()), m.zerosB(), m.nonFiniteB()));
    }

    private static final String NOTHING_FINITE = "no position at which both are finite";
    private static final String OUT_OF_RANGE = "sums of squares leave the range of double";

    private static Quantity cosine(PairMoments m, double products, double squaresA, double squaresB, String nothing) {
        if (m.finite() == 0) {
            return Quantity.undefined(NOTHING_FINITE);
        }
        if (squaresA == 0 || squaresB == 0) {
            String which = squaresA != 0 ? "suspect is " : squaresB != 0 ? "base is " : "both are ";
            return Quantity.undefined(which + nothing);
        }
        // sqrt(x·x) is exactly x, so that equal tensors score exactly 1; the other form serves extreme ranges.
        double norms = Math.sqrt(squaresA * squaresB);
        if (norms == 0 || Double.isInfinite(norms)) {
            norms = Math.sqrt(squaresA) * Math.sqrt(squaresB);
        }
        double result = products / norms;
        return Double.isFinite(result) ? Quantity.of(Math.clamp(result, -1.0, 1.0)) : Quantity.undefined(OUT_OF_RANGE);
    }

    private static Quantity relativeL2(PairMoments m) {
        if (m.finite() == 0) {
            return Quantity.undefined(NOTHING_FINITE);
        }
        return m.squaresA() == 0
                ? Quantity.undefined("base is all zero")
                : quantity(Math.sqrt(m.squaredDifference()) / Math.sqrt(m.squaresA()));
    }

    private static Quantity quantity(double number) {
        return Double.isFinite(number) ? Quantity.of(number) : Quantity.undefined(OUT_OF_RANGE);
    }
}
