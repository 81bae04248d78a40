package dev.provenance.lineage.internal.matching;

import dev.provenance.lineage.internal.matrix.Matrix;
import java.util.Arrays;

/**
 * The assignment of rows to columns, one to one, of the largest total (Kuhn and Munkres, by shortest augmenting paths as
 * in Jonker and Volgenant 1987). Rows whose best column no other row wants are settled at once, so a matrix that is close
 * to a permutation costs one look at each element; the worst case is cubic in the number of rows.
 */
public final class Assignment {

    private final Matrix gains;
    private final int rows;
    private final int columns;
    private final double[] rowPotential;
    private final double[] columnPotential;
    private final int[] columnOf;
    private final int[] rowOf;

    private Assignment(Matrix gains) {
        this.gains = gains;
        rows = gains.rows();
        columns = gains.columns();
        rowPotential = new double[rows];
        columnPotential = new double[columns];
        columnOf = new int[rows];
        rowOf = new int[columns];
        Arrays.fill(columnOf, -1);
        Arrays.fill(rowOf, -1);
    }

    /**
     * The column of each row.
     *
     * @param gains finite numbers, at most as many rows as columns
     */
    public static int[] largest(Matrix gains) {
        if (gains.rows() > gains.columns()) {
            throw new IllegalArgumentException("Assignment: expected at most as many rows as columns, actual "
                    + gains.rows() + " rows, " + gains.columns() + " columns.");
        }
        Assignment assignment = new Assignment(gains);
        assignment.settleTheUndisputed();
        for (int row = 0; row < assignment.rows; row++) {
            if (assignment.columnOf[row] < 0) {
                assignment.augment(row);
            }
        }
        return assignment.columnOf;
    }

    private double cost(int row, int column) {
        return -(double) gains.at(row, column);
    }

    /** Row potentials at each row's cheapest column, which keeps reduced costs non-negative with column potentials at 0. */
    private void settleTheUndisputed() {
        for (int row = 0; row < rows; row++) {
            int best = 0;
            for (int column = 1; column < columns; column++) {
                if (gains.at(row, column) > gains.at(row, best)) {
                    best = column;
                }
            }
            rowPotential[row] = cost(row, best);
            if (rowOf[best] < 0) {
                rowOf[best] = row;
                columnOf[row] = best;
            }
        }
    }

    /** Dijkstra over reduced costs from a free row to the nearest free column, then the path is turned over. */
    private void augment(int free) {
        double[] distance = new double[columns];
        int[] before = new int[columns];
        boolean[] done = new boolean[columns];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        Arrays.fill(before, -1);
        boolean[] visited = new boolean[rows];
        int row = free;
        double reached = 0;
        int end = -1;
        while (end < 0) {
            visited[row] = true;
            int nearest = -1;
            for (int column = 0; column < columns; column++) {
                if (done[column]) {
                    continue;
                }
                double length = reached + cost(row, column) - rowPotential[row] - columnPotential[column];
                if (length < distance[column]) {
                    distance[column] = length;
                    before[column] = row;
                }
                if (nearest < 0
                        || distance[column] < distance[nearest]
                        || (distance[column] == distance[nearest] && rowOf[column] < 0 && rowOf[nearest] >= 0)) {
                    nearest = column;
                }
            }
            reached = distance[nearest];
            done[nearest] = true;
            if (rowOf[nearest] < 0) {
                end = nearest;
            } else {
                row = rowOf[nearest];
            }
        }
        raisePotentials(free, visited, done, distance, reached);
        for (int column = end; column >= 0; ) {
            int newRow = before[column];
            int previous = columnOf[newRow];
            columnOf[newRow] = column;
            rowOf[column] = newRow;
            column = previous;
        }
    }

    private void raisePotentials(int free, boolean[] visited, boolean[] done, double[] distance, double reached) {
        for (int row = 0; row < rows; row++) {
            if (visited[row]) {
                rowPotential[row] += row == free ? reached : reached - distance[columnOf[row]];
            }
        }
        for (int column = 0; column < columns; column++) {
            if (done[column]) {
                columnPotential[column] -= reached - distance[column];
            }
        }
    }
}
