package dev.provenance.weights.kernel;

/**
 * Moments of a growing part of a pair of tensors. Parts merge by the pairwise update of Chan, Golub and LeVeque
 * ("Algorithms for computing the sample variance", 1983, eq. 2.1): raw Σab − ΣaΣb/n would cancel on norm weights, whose
 * mean is far larger than their spread. The order of merging decides the last bits, so callers merge in element order.
 */
public final class MomentAccumulator {

    private long n;
    private long finite;
    private double meanA;
    private double meanB;
    private double m2A;
    private double m2B;
    private double co;
    private double squaredDifference;
    private double maxAbsDifference;
    private long equal;
    private long zerosA;
    private long zerosB;
    private long nonFiniteA;
    private long nonFiniteB;

    /** Adds what follows this part. */
    public void merge(MomentAccumulator next) {
        mergeSums(
                next.finite,
                next.meanA,
                next.meanB,
                next.m2A,
                next.m2B,
                next.co,
                next.squaredDifference,
                next.maxAbsDifference);
        n += next.n;
        equal += next.equal;
        zerosA += next.zerosA;
        zerosB += next.zerosB;
        nonFiniteA += next.nonFiniteA;
        nonFiniteB += next.nonFiniteB;
    }

    /** Adds a block's lanes; {@code finiteCount} of its elements are in the sums. */
    void mergeBlock(BlockSums sums, long finiteCount, double pivotA, double pivotB) {
        double x = BlockSums.total(sums.x);
        double y = BlockSums.total(sums.y);
        mergeSums(
                finiteCount,
                pivotA + x / finiteCount,
                pivotB + y / finiteCount,
                notNegative(BlockSums.total(sums.xx) - x * x / finiteCount),
                notNegative(BlockSums.total(sums.yy) - y * y / finiteCount),
                BlockSums.total(sums.xy) - x * y / finiteCount,
                BlockSums.total(sums.dd),
                BlockSums.largest(sums.max));
    }

    void count(long elements, long equalElements, long zerosOfA, long zerosOfB, long nonFiniteOfA, long nonFiniteOfB) {
        n += elements;
        equal += equalElements;
        zerosA += zerosOfA;
        zerosB += zerosOfB;
        nonFiniteA += nonFiniteOfA;
        nonFiniteB += nonFiniteOfB;
    }

    private void mergeSums(
            long count, double mA, double mB, double sA, double sB, double sAB, double difference, double largest) {
        if (count == 0) {
            return;
        }
        long total = finite + count;
        double deltaA = mA - meanA;
        double deltaB = mB - meanB;
        double share = (double) count / total;
        double weight = finite * share;
        m2A += sA + deltaA * deltaA * weight;
        m2B += sB + deltaB * deltaB * weight;
        co += sAB + deltaA * deltaB * weight;
        meanA = finite == 0 ? mA : meanA + deltaA * share;
        meanB = finite == 0 ? mB : meanB + deltaB * share;
        squaredDifference += difference;
        maxAbsDifference = Math.max(maxAbsDifference, largest);
        finite = total;
    }

    /** Rounding may leave a sum of squares a hair below zero. */
    private static double notNegative(double sum) {
        return sum < 0 ? 0 : sum;
    }

    public PairMoments toMoments() {
        return new PairMoments(
                n,
                finite,
                meanA,
                meanB,
                m2A,
                m2B,
                co,
                squaredDifference,
                maxAbsDifference,
                equal,
                zerosA,
                zerosB,
                nonFiniteA,
                nonFiniteB);
    }
}
