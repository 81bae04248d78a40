package dev.provenance.lineage.internal.canonical;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.matrix.Products;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads rows, columns and products of one tensor, a few megabytes at a time. */
final class TensorRows {

    /** Elements that are read at once: 4 MiB of floats. */
    private static final int BLOCK_ELEMENTS = 1 << 20;

    private TensorRows() {}

    private static int blockRows(LogicalTensor tensor) {
        return Math.clamp(BLOCK_ELEMENTS / Math.max(1, tensor.columns()), 1, 1 << 16);
    }

    private static Matrix block(LogicalTensor tensor, long first, int count) throws IOException {
        return Matrix.of(tensor.readRows(first, count), count, Math.toIntExact(tensor.columns()));
    }

    /** The rows of these numbers, in this order. */
    static Matrix rows(LogicalTensor tensor, int[] numbers) throws IOException {
        float[][] rows = new float[numbers.length][];
        int at = 0;
        while (at < numbers.length) {
            int run = 1;
            while (at + run < numbers.length && numbers[at + run] == numbers[at] + run && run < blockRows(tensor)) {
                run++;
            }
            Matrix block = block(tensor, numbers[at], run);
            for (int i = 0; i < run; i++) {
                rows[at + i] = block.row(i);
            }
            at += run;
        }
        return Matrix.of(rows, Math.toIntExact(tensor.columns()));
    }

    /** The columns of these numbers as rows. Reads the whole tensor. */
    static Matrix columns(LogicalTensor tensor, int[] numbers) throws IOException {
        int length = Math.toIntExact(tensor.rows());
        Matrix columns = Matrix.zeros(numbers.length, length);
        int step = blockRows(tensor);
        for (int first = 0; first < length; first += step) {
            Matrix block = block(tensor, first, Math.min(step, length - first));
            for (int i = 0; i < block.rows(); i++) {
                float[] row = block.row(i);
                for (int j = 0; j < numbers.length; j++) {
                    columns.row(j)[first + i] = row[numbers[j]];
                }
            }
        }
        return columns;
    }

    /**
     * {@code W·diag(γ)·X}.
     *
     * @param folded γ; null for none
     * @param probe X; null for the identity
     */
    static Matrix times(LogicalTensor tensor, float @Nullable [] folded, @Nullable Matrix probe) throws IOException {
        int count = Math.toIntExact(tensor.rows());
        float[][] rows = new float[count][];
        Matrix factor = probe == null || folded == null ? probe : scaleRows(probe, folded);
        int step = blockRows(tensor);
        for (int first = 0; first < count; first += step) {
            Matrix block = block(tensor, first, Math.min(step, count - first));
            Matrix image = factor == null
                    ? folded == null ? block : block.scaleColumns(folded)
                    : Products.times(block, factor);
            for (int i = 0; i < image.rows(); i++) {
                rows[first + i] = image.row(i);
            }
        }
        int columns = probe == null ? Math.toIntExact(tensor.columns()) : probe.columns();
        return Matrix.of(rows, columns);
    }

    /** {@code Wᵀ·X}; X null for the identity. */
    static Matrix transposedTimes(LogicalTensor tensor, @Nullable Matrix probe) throws IOException {
        if (probe == null) {
            return times(tensor, null, null).transpose();
        }
        int count = Math.toIntExact(tensor.rows());
        Matrix sum = Matrix.zeros(Math.toIntExact(tensor.columns()), probe.columns());
        int step = blockRows(tensor);
        for (int first = 0; first < count; first += step) {
            int last = Math.min(count, first + step);
            Matrix part = Products.transposedTimes(block(tensor, first, last - first), probe.slice(first, last));
            for (int i = 0; i < sum.rows(); i++) {
                float[] target = sum.row(i);
                float[] added = part.row(i);
                for (int j = 0; j < target.length; j++) {
                    target[j] += added[j];
                }
            }
        }
        return sum;
    }

    private static Matrix scaleRows(Matrix matrix, float[] factors) {
        Matrix scaled = matrix.copy();
        for (int i = 0; i < scaled.rows(); i++) {
            float[] row = scaled.row(i);
            for (int j = 0; j < row.length; j++) {
                row[j] *= factors[i];
            }
        }
        return scaled;
    }
}
