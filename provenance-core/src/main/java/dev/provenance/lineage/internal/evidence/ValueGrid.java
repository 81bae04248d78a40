package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.matrix.Matrix;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Whether the numbers of a matrix lie on a grid, as those of a matrix that was quantised and written out again: within a
 * row, or a group of its columns, all are whole multiples of one step, and no more than 2^(b−1) of them either way.
 *
 * @param bits b of the coarsest grid that holds all sampled rows: 4 or 8
 * @param group columns that share a step; 0 for the whole row
 */
record ValueGrid(int bits, int group) {

    private static final int ROWS = 32;
    private static final List<Integer> GROUPS = List.of(0, 128, 64, 32, 16);
    /** Fewer numbers are on a grid by chance. */
    private static final int FEWEST = 16;

    /**
     * The grid of a matrix; null where it lies on none.
     *
     * @param off how far from a whole multiple a number may be, in steps, for rounding of the written numbers
     */
    static @org.jspecify.annotations.Nullable ValueGrid of(LogicalTensor tensor, double off) throws IOException {
        Matrix rows = CanonicalModel.rows(tensor, CanonicalModel.evenly(Math.toIntExact(tensor.rows()), ROWS));
        for (int bits : new int[] {4, 8}) {
            for (int group : GROUPS) {
                int width = group == 0 ? rows.columns() : group;
                if (width >= FEWEST
                        && width <= rows.columns()
                        && rows.columns() % width == 0
                        && allOn(rows, width, bits, off)) {
                    return new ValueGrid(bits, group);
                }
            }
        }
        return null;
    }

    private static boolean allOn(Matrix rows, int width, int bits, double off) {
        for (int i = 0; i < rows.rows(); i++) {
            for (int from = 0; from < rows.columns(); from += width) {
                if (!isOn(Arrays.copyOfRange(rows.row(i), from, from + width), bits, off)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The step is the largest number over a whole number of levels, or the smallest difference. */
    private static boolean isOn(float[] values, int bits, double off) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        int most = 1 << (bits - 1);
        for (int levels = most; levels >= most - 1; levels--) {
            double step = largest / levels;
            boolean on = largest > 0;
            for (float value : values) {
                double multiple = value / step;
                on &= Math.abs(multiple - Math.rint(multiple)) <= off;
            }
            if (on) {
                return true;
            }
        }
        return false;
    }
}
