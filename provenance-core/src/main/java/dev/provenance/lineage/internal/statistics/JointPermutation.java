package dev.provenance.lineage.internal.statistics;

import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.matrix.Products;
import java.util.Arrays;
import java.util.Random;

/**
 * Whether vectors of two models agree at the places of the residual stream: the sum of Pearson's correlations over pairs
 * of vectors, against the same sum after one permutation of the places, applied to all vectors jointly. Vectors of one
 * model may depend on one another as they like; only the numbering of places has to be free.
 *
 * <p>With rows centred and scaled to norm 1, the sum is the trace of {@code M = Σ aᵢbᵢᵀ}. Under a random permutation it has
 * mean 0 and variance {@code ‖M‖²/(d − 1)} exactly (Hoeffding 1951, the rows of M having mean 0). Costs
 * {@code 2·T·n·d} operations for T permutations of n vectors, and the two Gram matrices.
 *
 * @param vectors pairs of vectors that vary in both models
 * @param dimensions places, d
 * @param correlation mean correlation
 * @param z the sum in standard deviations
 * @param permutations permutations drawn
 * @param reached how many of them gave at least the sum
 * @param nullDeviation standard deviation of the mean correlation under permutation
 */
public record JointPermutation(
        int vectors,
        int dimensions,
        double correlation,
        double z,
        int permutations,
        int reached,
        double nullDeviation) {

    /** Permutations that are drawn by default; the smallest p without the normal limit is a thousandth. */
    public static final int PERMUTATIONS = 999;

    /** Holds row i of one matrix against row i of the other. Constant rows and rows that are not finite are left out. */
    public static JointPermutation of(Matrix base, Matrix suspect, int permutations, long seed) {
        Matrix a = base.centreRows().normaliseRows();
        Matrix b = suspect.centreRows().normaliseRows();
        int[] varying = java.util.stream.IntStream.range(0, a.rows())
                .filter(i -> varies(a.row(i)) && varies(b.row(i)))
                .toArray();
        Matrix left = a.select(varying);
        Matrix right = b.select(varying);
        int d = base.columns();
        if (varying.length == 0 || d < 3) {
            return new JointPermutation(0, d, Double.NaN, Double.NaN, 0, 0, Double.NaN);
        }
        double sum = 0;
        for (int i = 0; i < varying.length; i++) {
            sum += inner(left.row(i), right.row(i));
        }
        double deviation = Math.sqrt(squaredNorm(left, right) / (d - 1));
        int reached = reached(left, right, sum, permutations, new Random(seed));
        return new JointPermutation(
                varying.length,
                d,
                sum / varying.length,
                sum / deviation,
                permutations,
                reached,
                deviation / varying.length);
    }

    private static boolean varies(float[] unit) {
        for (float value : unit) {
            if (value != 0) {
                return true;
            }
        }
        return false;
    }

    private static double inner(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** ‖Σ aᵢbᵢᵀ‖² from the Gram matrices of both sides. */
    private static double squaredNorm(Matrix a, Matrix b) {
        Matrix ofA = Products.timesTransposed(a, a);
        Matrix ofB = Products.timesTransposed(b, b);
        double sum = 0;
        for (int i = 0; i < ofA.rows(); i++) {
            sum += inner(ofA.row(i), ofB.row(i));
        }
        return sum;
    }

    private static int reached(Matrix a, Matrix b, double sum, int permutations, Random random) {
        int[] places = new int[a.columns()];
        Arrays.setAll(places, i -> i);
        int reached = 0;
        for (int drawn = 0; drawn < permutations; drawn++) {
            for (int i = places.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int place = places[i];
                places[i] = places[other];
                places[other] = place;
            }
            double permuted = 0;
            for (int row = 0; row < a.rows(); row++) {
                float[] left = a.row(row);
                float[] right = b.row(row);
                float part = 0;
                for (int i = 0; i < places.length; i++) {
                    part += left[i] * right[places[i]];
                }
                permuted += part;
            }
            if (permuted >= sum) {
                reached++;
            }
        }
        return reached;
    }

    /** Whether there was something to permute. */
    public boolean isDefined() {
        return vectors > 0;
    }

    /**
     * Decimal logarithm of p: the share of permutations that reached the sum, one added on both sides; where none of many
     * did, the normal limit, but nothing below 1/d!.
     */
    public double log10P() {
        if (!isDefined()) {
            return 0;
        }
        double counted = Math.log10((1.0 + reached) / (permutations + 1.0));
        if (reached > 0) {
            return counted;
        }
        return Math.min(counted, Math.max(LogProbability.ofNormalTail(z), LogProbability.ofOnePermutation(dimensions)));
    }
}
