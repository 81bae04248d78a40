package dev.provenance.weights;

import dev.provenance.safetensors.DType;
import dev.provenance.weights.internal.kernel.Kernels;
import dev.provenance.weights.internal.kernel.MomentAccumulator;
import dev.provenance.weights.internal.kernel.PairSummer;
import dev.provenance.weights.internal.kernel.TestKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * A pair of matrices with the structure of trained weights, as the moments of its windows of one block, front to back.
 * An element is the product of a row's scale, a column's scale and the sum of noise of a given correlation and of a part
 * of rank 4 that is common to both or each one's own.
 */
record StructuredPair(List<MomentAccumulator> windows) {

    static final int WINDOW = Sampling.WINDOW_STEP;

    /** What the matrices have beside noise. */
    enum Structure {
        NOTHING,
        ROW_SCALES,
        SORTED_ROWS,
        OUTLIER_COLUMNS,
        SHARED_LOW_RANK,
        OWN_LOW_RANK,
        ALL;

        private boolean has(Structure part) {
            return this == part || this == ALL;
        }
    }

    private static final int RANK = 4;
    private static final double LOW_RANK_SCALE = 0.4;

    static StructuredPair of(Structure structure, int columns, int windows, double correlation, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int rows = windows * WINDOW / columns;
        double[] rowScale = scales(
                rows,
                row -> structure == Structure.SORTED_ROWS
                        ? 1.5 - (double) row / rows
                        : structure.has(Structure.ROW_SCALES) ? Math.exp(0.5 * random.nextGaussian()) : 1);
        double[] columnScale =
                scales(columns, column -> structure.has(Structure.OUTLIER_COLUMNS) && random.nextInt(100) == 0 ? 8 : 1);
        boolean shared = structure.has(Structure.SHARED_LOW_RANK);
        double strength = shared || structure == Structure.OWN_LOW_RANK ? LOW_RANK_SCALE : 0;
        double[][] left = normals(random, rows, strength);
        double[][] right = normals(random, columns, 1);
        double[][] ownLeft = shared ? left : normals(random, rows, strength);
        double[][] ownRight = shared ? right : normals(random, columns, 1);

        PairSummer summer = new PairSummer(Kernels.chosen());
        float[] a = new float[WINDOW];
        float[] b = new float[WINDOW];
        List<MomentAccumulator> moments = new ArrayList<>();
        for (int window = 0; window < windows; window++) {
            for (int i = 0; i < WINDOW; i++) {
                int row = (window * WINDOW + i) / columns;
                int column = (window * WINDOW + i) % columns;
                double scale = 0.02 * rowScale[row] * columnScale[column];
                double noise = random.nextGaussian();
                double other = correlation * noise + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
                a[i] = (float) (scale * (noise + dot(left[row], right[column])));
                b[i] = (float) (scale * (other + dot(ownLeft[row], ownRight[column])));
            }
            moments.add(new MomentAccumulator());
            summer.add(TestKernels.floats(a), DType.F32, TestKernels.floats(b), DType.F32, WINDOW, moments.getLast());
        }
        return new StructuredPair(List.copyOf(moments));
    }

    private static double[] scales(int count, IntToDoubleFunction scale) {
        double[] scales = new double[count];
        for (int i = 0; i < count; i++) {
            scales[i] = scale.applyAsDouble(i);
        }
        return scales;
    }

    private static double[][] normals(SplittableRandom random, int count, double scale) {
        double[][] vectors = new double[count][RANK];
        for (double[] vector : vectors) {
            for (int i = 0; i < RANK; i++) {
                vector[i] = scale * random.nextGaussian();
            }
        }
        return vectors;
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < RANK; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }

    /** What reading everything gives. */
    TensorSimilarity whole() {
        return merged(windows);
    }

    /** What reading the windows of one seed gives. */
    TensorSimilarity sampled(double fraction, long seed) {
        long elements = (long) windows.size() * WINDOW;
        Sampling sampling = Sampling.fraction(fraction).seed(seed).windowElements(WINDOW);
        WindowPlan plan = WindowPlan.of("w", elements, fraction, sampling);
        List<MomentAccumulator> read = new ArrayList<>();
        for (int i = 0; i < plan.chosen(); i++) {
            read.add(windows.get((int) plan.window(i)));
        }
        TensorSimilarity measured = merged(read);
        return measured.estimating(elements, Jackknife.intervals(measured, read, plan));
    }

    static TensorSimilarity merged(List<MomentAccumulator> parts) {
        MomentAccumulator all = new MomentAccumulator();
        parts.forEach(all::merge);
        return TensorSimilarity.of(all.toMoments());
    }
}
