package dev.provenance.lineage.internal.matrix;

import java.util.Arrays;

/**
 * A dense matrix of floats, one array for each row. Rows are shared, not copied, where {@link #select} picks them; whoever
 * writes into a row writes into all matrices that have it.
 */
public final class Matrix {

    /** Below this norm a row has no direction. */
    public static final double SMALLEST_NORM = 1e-8;

    private final float[][] rows;
    private final int columns;

    private Matrix(float[][] rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** A matrix of zeros. */
    public static Matrix zeros(int rows, int columns) {
        return new Matrix(new float[rows][columns], columns);
    }

    /** A matrix over these rows, which must be of one length; not copied. */
    public static Matrix of(float[][] rows, int columns) {
        for (float[] row : rows) {
            requireColumns(columns, row.length);
        }
        return new Matrix(rows, columns);
    }

    /** A matrix of numbers that stand row after row. */
    public static Matrix of(float[] values, int rows, int columns) {
        requireColumns(rows * columns, values.length);
        float[][] split = new float[rows][];
        for (int i = 0; i < rows; i++) {
            split[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
        }
        return new Matrix(split, columns);
    }

    private static void requireColumns(int expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException("Matrix: expected " + expected + " numbers, actual " + actual + ".");
        }
    }

    public int rows() {
        return rows.length;
    }

    public int columns() {
        return columns;
    }

    /** A row itself, not a copy. */
    public float[] row(int index) {
        return rows[index];
    }

    public float at(int row, int column) {
        return rows[row][column];
    }

    /** The rows of these numbers, in this order. */
    public Matrix select(int[] indices) {
        float[][] chosen = new float[indices.length][];
        for (int i = 0; i < indices.length; i++) {
            chosen[i] = rows[indices[i]];
        }
        return new Matrix(chosen, columns);
    }

    /** Rows {@code from} to {@code to − 1}. */
    public Matrix slice(int from, int to) {
        return new Matrix(Arrays.copyOfRange(rows, from, to), columns);
    }

    /** The rows of one matrix under those of another. */
    public static Matrix stack(Matrix upper, Matrix lower) {
        requireColumns(upper.columns, lower.columns);
        float[][] all = Arrays.copyOf(upper.rows, upper.rows.length + lower.rows.length);
        System.arraycopy(lower.rows, 0, all, upper.rows.length, lower.rows.length);
        return new Matrix(all, upper.columns);
    }

    /** Each row of one matrix followed by the same row of another. */
    public static Matrix beside(Matrix left, Matrix right) {
        requireColumns(left.rows.length, right.rows.length);
        float[][] joined = new float[left.rows.length][];
        for (int i = 0; i < joined.length; i++) {
            joined[i] = Arrays.copyOf(left.rows[i], left.columns + right.columns);
            System.arraycopy(right.rows[i], 0, joined[i], left.columns, right.columns);
        }
        return new Matrix(joined, left.columns + right.columns);
    }

    public Matrix transpose() {
        float[][] turned = new float[columns][rows.length];
        for (int block = 0; block < rows.length; block += 16) {
            int end = Math.min(rows.length, block + 16);
            for (int column = 0; column < columns; column++) {
                float[] target = turned[column];
                for (int i = block; i < end; i++) {
                    target[i] = rows[i][column];
                }
            }
        }
        return new Matrix(turned, rows.length);
    }

    /** A copy whose columns are multiplied by these factors. */
    public Matrix scaleColumns(float[] factors) {
        requireColumns(columns, factors.length);
        Matrix scaled = copy();
        for (float[] row : scaled.rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] *= factors[j];
            }
        }
        return scaled;
    }

    public Matrix copy() {
        float[][] copied = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copied[i] = rows[i].clone();
        }
        return new Matrix(copied, columns);
    }

    /** A copy from each row of which the row's mean is subtracted. */
    public Matrix centreRows() {
        Matrix centred = copy();
        for (float[] row : centred.rows) {
            double sum = 0;
            for (float value : row) {
                sum += value;
            }
            float mean = (float) (sum / row.length);
            for (int j = 0; j < row.length; j++) {
                row[j] -= mean;
            }
        }
        return centred;
    }

    /** A copy from each row of which the mean row is subtracted. */
    public Matrix centreColumns() {
        double[] means = new double[columns];
        for (float[] row : rows) {
            for (int j = 0; j < columns; j++) {
                means[j] += row[j];
            }
        }
        Matrix centred = copy();
        for (float[] row : centred.rows) {
            for (int j = 0; j < columns; j++) {
                row[j] -= (float) (means[j] / rows.length);
            }
        }
        return centred;
    }

    /**
     * A copy whose rows have norm 1. Rows of a norm below {@link #SMALLEST_NORM}, and rows that are not finite, become zero:
     * they have no direction.
     */
    public Matrix normaliseRows() {
        Matrix unit = copy();
        for (float[] row : unit.rows) {
            double norm = Math.sqrt(squares(row));
            if (!(norm >= SMALLEST_NORM) || norm == Double.POSITIVE_INFINITY) {
                Arrays.fill(row, 0);
            } else {
                for (int j = 0; j < row.length; j++) {
                    row[j] = (float) (row[j] / norm);
                }
            }
        }
        return unit;
    }

    /** Root of the sum of all squares. */
    public double norm() {
        double sum = 0;
        for (float[] row : rows) {
            sum += squares(row);
        }
        return Math.sqrt(sum);
    }

    static double squares(float[] row) {
        double sum = 0;
        for (float value : row) {
            sum += (double) value * value;
        }
        return sum;
    }
}
