package dev.provenance.lineage.internal.matching;

import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.matrix.Products;
import java.util.Arrays;

/**
 * Rows of two matrices that are each other's nearest neighbour under the cosine. Rows without a direction have no
 * neighbour; ties are broken by a hash of both numbers, so that neither a place nor an order is preferred.
 *
 * <p>{@code n} against {@code m} rows of length {@code d} cost {@code 2nmd} operations and, beside a transposed copy of
 * the second matrix, {@value #BLOCK} rows of m floats: 15 MB at m = 30,000.
 */
public final class MutualNeighbours {

    private static final int BLOCK = 128;

    private final float[] bestOfRow;
    private final int[] rowChoice;
    private final float[] bestOfColumn;
    private final int[] columnChoice;
    private final long seed;

    private MutualNeighbours(int rows, int columns, long seed) {
        this.seed = seed;
        bestOfRow = new float[rows];
        rowChoice = new int[rows];
        bestOfColumn = new float[columns];
        columnChoice = new int[columns];
        Arrays.fill(bestOfRow, Float.NEGATIVE_INFINITY);
        Arrays.fill(bestOfColumn, Float.NEGATIVE_INFINITY);
        Arrays.fill(rowChoice, -1);
        Arrays.fill(columnChoice, -1);
    }

    /** Rows among which neighbours are looked for, made ready once for several searches. */
    public static final class Candidates {

        private final Matrix turned;
        private final boolean[] nowhere;

        private Candidates(Matrix turned, boolean[] nowhere) {
            this.turned = turned;
            this.nowhere = nowhere;
        }

        /** Holds a transposed copy of the rows, scaled to norm 1. */
        public static Candidates of(Matrix rows) {
            Matrix unit = rows.normaliseRows();
            boolean[] nowhere = new boolean[rows.rows()];
            for (int j = 0; j < nowhere.length; j++) {
                nowhere[j] = isZero(unit.row(j));
            }
            return new Candidates(unit.transpose(), nowhere);
        }

        /** How many rows. */
        public int count() {
            return nowhere.length;
        }

        /** Their length. */
        public int length() {
            return turned.rows();
        }
    }

    /** For each row of the first matrix its mutual neighbour among rows of the same length, or −1. */
    public static int[] of(Matrix a, Matrix b, long seed) {
        return of(a, Candidates.of(b), seed);
    }

    /** As {@link #of(Matrix, Matrix, long)}. */
    public static int[] of(Matrix a, Candidates b, long seed) {
        Matrix left = a.normaliseRows();
        MutualNeighbours neighbours = new MutualNeighbours(a.rows(), b.count(), seed);
        for (int from = 0; from < a.rows(); from += BLOCK) {
            Matrix rows = left.slice(from, Math.min(a.rows(), from + BLOCK));
            neighbours.add(from, rows, Products.times(rows, b.turned), b.nowhere);
        }
        return neighbours.mutual();
    }

    private static boolean isZero(float[] row) {
        for (float value : row) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private void add(int first, Matrix rows, Matrix cosines, boolean[] nowhere) {
        for (int i = 0; i < cosines.rows(); i++) {
            if (isZero(rows.row(i))) {
                continue;
            }
            float[] cosine = cosines.row(i);
            int row = first + i;
            for (int j = 0; j < cosine.length; j++) {
                float value = cosine[j];
                if (nowhere[j]) {
                    continue;
                }
                if (value > bestOfRow[row] || (value == bestOfRow[row] && wins(row, j, row, rowChoice[row]))) {
                    bestOfRow[row] = value;
                    rowChoice[row] = j;
                }
                if (value > bestOfColumn[j] || (value == bestOfColumn[j] && wins(row, j, columnChoice[j], j))) {
                    bestOfColumn[j] = value;
                    columnChoice[j] = row;
                }
            }
        }
    }

    private boolean wins(int row, int column, int otherRow, int otherColumn) {
        return draw(row, column) > draw(otherRow, otherColumn);
    }

    private long draw(int row, int column) {
        long mixed = seed ^ ((long) row << 32 | column);
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    private int[] mutual() {
        int[] partners = new int[rowChoice.length];
        for (int row = 0; row < partners.length; row++) {
            int column = rowChoice[row];
            partners[row] = column >= 0 && columnChoice[column] == row ? column : -1;
        }
        return partners;
    }
}
