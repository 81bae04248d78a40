package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.safetensors.DType;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Whether the numbers of a matrix lie on a grid, as those of a matrix that was quantised and written out again: within a
 * row, or a group of its columns, all are whole multiples of one step, and no more than 2^(b−1) of them either way.
 *
 * @param bits b of the coarsest grid that holds all sampled rows: 2, 3, 4 or 8
 * @param group columns that share a step; 0 for the whole row
 */
record ValueGrid(int bits, int group) {

    private static final int ROWS = 32;
    private static final List<Integer> GROUPS = List.of(0, 128, 64, 32, 16);
    /** How far off numbers may be with their rounding: where steps are hardly larger than that, everything is on the grid. */
    private static final double MOST_OFF = 0.15;
    /** Fewer numbers are on a grid by chance. */
    private static final int FEWEST = 16;

    /**
     * The grid of a matrix; null where it lies on none.
     *
     * @param off how far from a whole multiple a number may be, in steps, besides the rounding of the written numbers
     */
    static @org.jspecify.annotations.Nullable ValueGrid of(LogicalTensor tensor, double off) throws IOException {
        Matrix rows = CanonicalModel.rows(tensor, CanonicalModel.evenly(Math.toIntExact(tensor.rows()), ROWS));
        double rounding = rounding(tensor.view().dtype());
        for (int bits : new int[] {2, 3, 4, 8}) {
            for (int group : GROUPS) {
                int width = group == 0 ? rows.columns() : group;
                if (width >= FEWEST
                        && width <= rows.columns()
                        && rows.columns() % width == 0
                        && allOn(rows, width, bits, off, rounding)) {
                    return new ValueGrid(bits, group);
                }
            }
        }
        return null;
    }

    private static boolean allOn(Matrix rows, int width, int bits, double off, double rounding) {
        for (int i = 0; i < rows.rows(); i++) {
            for (int from = 0; from < rows.columns(); from += width) {
                if (!isOn(Arrays.copyOfRange(rows.row(i), from, from + width), bits, off, rounding)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Largest relative error of a number that was rounded to this type; 0 of those that no grid is written in. */
    private static double rounding(DType type) {
        return switch (type) {
            case BF16 -> 0x1p-8;
            case F16 -> 0x1p-11;
            default -> 0;
        };
    }

    /**
     * The step is the largest number over a whole number of levels.
     *
     * @param off how far from a whole multiple a number may be besides, in steps
     * @param rounding largest relative error of a number, by which the step too is off
     */
    static boolean isOn(float[] values, int bits, double off, double rounding) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        int most = 1 << (bits - 1);
        for (int levels = most; levels >= most - 1; levels--) {
            double step = largest / levels;
            boolean on = largest > 0 && off + 2 * rounding * levels <= MOST_OFF;
            for (float value : values) {
                double multiple = value / step;
                on &= Math.abs(multiple - Math.rint(multiple)) <= off + 2 * rounding * Math.abs(multiple);
            }
            if (on) {
                return true;
            }
        }
        return false;
    }
}
