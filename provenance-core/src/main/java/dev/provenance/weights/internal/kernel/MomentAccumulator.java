package dev.provenance.weights.internal.kernel;

/**
 * Moments of a growing part of a pair of tensors. Parts merge by the pairwise update of Chan, Golub and LeVeque
 * ("Algorithms for computing the sample variance", 1983, eq. 2.1): raw Σab − ΣaΣb/n would cancel on norm weights, whose
 * mean is far larger than their spread. The order of merging decides the last bits, so callers merge in element order.
 *
 * <p>Numbers of a are held divided by {@code 2^scaleA}, those of b by {@code 2^scaleB}, differences by the larger of both:
 * 0 but for numbers whose squares leave the range of double.
 */
public final class MomentAccumulator {

    private long n;
    private long finite;
    private int scaleA;
    private int scaleB;
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
        if (next.finite > 0) {
            MomentAccumulator part = next;
            if (finite > 0 && (scaleA != next.scaleA || scaleB != next.scaleB)) {
                part = new MomentAccumulator();
                part.mergeSums(next);
                int commonA = Math.max(scaleA, next.scaleA);
                int commonB = Math.max(scaleB, next.scaleB);
                part.rescale(commonA, commonB);
                rescale(commonA, commonB);
            }
            mergeSums(part);
        }
        count(next.n, next.equal, next.zerosA, next.zerosB, next.nonFiniteA, next.nonFiniteB);
    }

    /** Adds a block's lanes; {@code count} of its elements are in the sums. */
    void mergeBlock(BlockSums sums, long count, double pivotA, double pivotB) {
        mergeScaledBlock(sums, count, pivotA, pivotB, 0, 0);
    }

    /** As {@link #mergeBlock}, for sums over numbers that were divided by powers of two. */
    void mergeScaledBlock(BlockSums sums, long count, double pivotA, double pivotB, int blockScaleA, int blockScaleB) {
        if (count == 0) {
            return;
        }
        double x = BlockSums.total(sums.x);
        double y = BlockSums.total(sums.y);
        MomentAccumulator block = new MomentAccumulator();
        block.finite = count;
        block.scaleA = blockScaleA;
        block.scaleB = blockScaleB;
        block.meanA = pivotA + x / count;
        block.meanB = pivotB + y / count;
        // Rounding may leave a sum of squares a hair below zero.
        block.m2A = Math.max(0, BlockSums.total(sums.xx) - x * x / count);
        block.m2B = Math.max(0, BlockSums.total(sums.yy) - y * y / count);
        block.co = BlockSums.total(sums.xy) - x * y / count;
        block.squaredDifference = BlockSums.total(sums.dd);
        block.maxAbsDifference = sums.largestDifference();
        merge(block);
    }

    void count(long elements, long equalElements, long zerosOfA, long zerosOfB, long nonFiniteOfA, long nonFiniteOfB) {
        n += elements;
        equal += equalElements;
        zerosA += zerosOfA;
        zerosB += zerosOfB;
        nonFiniteA += nonFiniteOfA;
        nonFiniteB += nonFiniteOfB;
    }

    /** Chan's update; the scales are equal, or nothing was added before. */
    private void mergeSums(MomentAccumulator next) {
        if (finite == 0) {
            scaleA = next.scaleA;
            scaleB = next.scaleB;
            meanA = next.meanA;
            meanB = next.meanB;
        }
        long total = finite + next.finite;
        double share = (double) next.finite / total;
        double weight = finite * share;
        double deltaA = next.meanA - meanA;
        double deltaB = next.meanB - meanB;
        m2A += next.m2A + deltaA * deltaA * weight;
        m2B += next.m2B + deltaB * deltaB * weight;
        co += next.co + deltaA * deltaB * weight;
        meanA += deltaA * share;
        meanB += deltaB * share;
        squaredDifference += next.squaredDifference;
        maxAbsDifference = Math.max(maxAbsDifference, next.maxAbsDifference);
        finite = total;
    }

    private void rescale(int newScaleA, int newScaleB) {
        int downA = scaleA - newScaleA;
        int downB = scaleB - newScaleB;
        int downDifference = Math.max(scaleA, scaleB) - Math.max(newScaleA, newScaleB);
        meanA = Math.scalb(meanA, downA);
        meanB = Math.scalb(meanB, downB);
        m2A = Math.scalb(m2A, 2 * downA);
        m2B = Math.scalb(m2B, 2 * downB);
        co = Math.scalb(co, downA + downB);
        squaredDifference = Math.scalb(squaredDifference, 2 * downDifference);
        maxAbsDifference = Math.scalb(maxAbsDifference, downDifference);
        scaleA = newScaleA;
        scaleB = newScaleB;
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
                nonFiniteB,
                scaleA,
                scaleB);
    }
}
