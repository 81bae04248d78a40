package dev.provenance.weights.internal.kernel;

/**
 * What one pass over a pair of tensors yields. Sums run over the {@code finite} positions at which both numbers are
 * finite; counts run over all {@code n}. Numbers of a are in units of {@code 2^scaleA}, those of b of {@code 2^scaleB},
 * differences of the larger of both: units of 1 but for numbers whose squares leave the range of double.
 *
 * @param n elements of each tensor
 * @param finite positions at which both are finite
 * @param meanA mean of a
 * @param meanB mean of b
 * @param m2A Σ(a − meanA)²
 * @param m2B Σ(b − meanB)²
 * @param co Σ(a − meanA)(b − meanB)
 * @param squaredDifference Σ(a − b)²
 * @param maxAbsDifference max|a − b|
 * @param equal positions with equal bits (for two dtypes: one is the other, rounded to its dtype)
 * @param zerosA zeros of either sign in a
 * @param zerosB zeros of either sign in b
 * @param nonFiniteA NaN and infinities in a
 * @param nonFiniteB NaN and infinities in b
 * @param scaleA binary exponent of the unit of a
 * @param scaleB binary exponent of the unit of b
 */
public record PairMoments(
        long n,
        long finite,
        double meanA,
        double meanB,
        double m2A,
        double m2B,
        double co,
        double squaredDifference,
        double maxAbsDifference,
        long equal,
        long zerosA,
        long zerosB,
        long nonFiniteA,
        long nonFiniteB,
        int scaleA,
        int scaleB) {

    /** Σa². */
    public double squaresA() {
        return m2A + finite * (meanA * meanA);
    }

    /** Σb². */
    public double squaresB() {
        return m2B + finite * (meanB * meanB);
    }

    /** Σab. */
    public double products() {
        return co + finite * (meanA * meanB);
    }

    /** √(Σ(a − b)² / Σa²), without units. */
    public double relativeDifference() {
        double ratio = Math.sqrt(squaredDifference) / Math.sqrt(squaresA());
        return Math.scalb(ratio, Math.max(scaleA, scaleB) - scaleA);
    }

    /** max|a − b| in units of 1; infinite if it leaves the range of double. */
    public double largestDifference() {
        return Math.scalb(maxAbsDifference, Math.max(scaleA, scaleB));
    }
}
