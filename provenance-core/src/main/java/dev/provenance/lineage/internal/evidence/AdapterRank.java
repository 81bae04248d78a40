package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.matrix.Products;
import dev.provenance.lineage.internal.matrix.SketchedSpectrum;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rank of the change of each matrix, where it has one: a merged adapter leaves a gap in the singular values of
 * {@code W_suspect − W_base}, training does not. One pass over both matrices, {@value SketchedSpectrum#DIRECTIONS}
 * directions: {@code 128·n·m} operations for n×m.
 *
 * @param equal matrices without a change
 * @param ranks of the changes that are low in rank
 * @param full matrices whose change is not
 * @param largestGap largest ratio of the singular value after the gap to the one before it, over the low ones
 */
record AdapterRank(int equal, List<Integer> ranks, int full, double largestGap) {

    private static final List<TensorKind> MATRICES = List.of(
            TensorKind.ATTENTION_QUERY,
            TensorKind.ATTENTION_KEY,
            TensorKind.ATTENTION_VALUE,
            TensorKind.ATTENTION_OUTPUT,
            TensorKind.MLP_GATE,
            TensorKind.MLP_UP,
            TensorKind.MLP_DOWN);

    AdapterRank {
        ranks = List.copyOf(ranks);
    }

    /** Of the layers' matrices, layer by layer as mapped; until one change is not low in rank. */
    static AdapterRank of(CanonicalModel base, CanonicalModel suspect, LayerMap map, VerdictPolicy policy, long seed)
            throws IOException {
        int equal = 0;
        List<Integer> ranks = new ArrayList<>();
        double largestGap = 0;
        for (LayerMap.Entry entry : map.matched()) {
            for (TensorKind kind : MATRICES) {
                Optional<LogicalTensor> ofBase = base.find(entry.baseLayer(), kind);
                Optional<LogicalTensor> ofSuspect = suspect.find(entry.suspectLayer(), kind);
                if (ofBase.isEmpty()
                        || ofSuspect.isEmpty()
                        || !ofBase.get().shape().equals(ofSuspect.get().shape())) {
                    continue;
                }
                double[] values = spectrum(ofBase.get(), ofSuspect.get(), seed);
                if (values[0] == 0) {
                    equal++;
                    continue;
                }
                int rank = rank(values, policy.adapterGap());
                if (rank < 0) {
                    return new AdapterRank(equal, ranks, 1, largestGap);
                }
                ranks.add(rank);
                largestGap = Math.max(largestGap, values[rank] / values[rank - 1]);
            }
        }
        return new AdapterRank(equal, ranks, 0, largestGap);
    }

    private static double[] spectrum(LogicalTensor base, LogicalTensor suspect, long seed) throws IOException {
        int columns = Math.toIntExact(base.columns());
        int rows = Math.toIntExact(base.rows());
        Matrix directions = SketchedSpectrum.directions(columns, seed);
        float[][] sketch = new float[rows][];
        int step = Math.clamp((1L << 20) / columns, 1, 1 << 16);
        for (int first = 0; first < rows; first += step) {
            int count = Math.min(step, rows - first);
            float[] left = base.readRows(first, count);
            float[] right = suspect.readRows(first, count);
            for (int i = 0; i < left.length; i++) {
                right[i] -= left[i];
            }
            Matrix image = Products.times(Matrix.of(right, count, columns), directions);
            for (int i = 0; i < count; i++) {
                sketch[first + i] = image.row(i);
            }
        }
        double[] values = SketchedSpectrum.ofSketch(Matrix.of(sketch, directions.columns()));
        return Arrays.copyOf(values, Math.min(values.length, rows));
    }

    /** Place of the first gap in the first half of the values; −1 if there is none. */
    static int rank(double[] values, double gap) {
        for (int rank = 1; rank <= values.length / 2 && rank < values.length; rank++) {
            if (values[rank] < gap * values[rank - 1]) {
                return rank;
            }
        }
        return -1;
    }

    /** Whether some matrices are untouched or low changed, none otherwise, and at least one changed. */
    boolean isAdapter() {
        return full == 0 && !ranks.isEmpty();
    }

    int rank() {
        return ranks.stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
