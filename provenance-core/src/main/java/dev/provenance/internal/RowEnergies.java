package dev.provenance.internal;

import dev.provenance.architecture.LogicalTensor;
import java.io.IOException;

/**
 * How even the rows and columns of a matrix are, as {@link dev.provenance.history.RandomStart} says. Of the first rows of a
 * matrix, about a million elements at most.
 *
 * @param deviation root of the mean square
 * @param kurtosis κ
 * @param excess of the rows' or the columns' variance, the larger one, in its standard deviations; NaN where all is zero
 */
public record RowEnergies(double deviation, double kurtosis, double excess) {

    public static final int MOST_ELEMENTS = 1 << 20;

    private static final int FEWEST_ROWS = 8;

    /** Whether it is a matrix of enough rows and columns, and not of too many columns. */
    public static boolean canBeRead(LogicalTensor tensor) {
        return tensor.shape().size() == 2
                && Math.min(tensor.rows(), tensor.columns()) >= FEWEST_ROWS
                && tensor.columns() <= MOST_ELEMENTS / FEWEST_ROWS;
    }

    /** Rows of a matrix that are read. */
    private static int rowsRead(LogicalTensor matrix) {
        return (int) Math.min(matrix.rows(), MOST_ELEMENTS / matrix.columns());
    }

    /** Bytes of the rows that {@link #of} looks at. */
    public static long bytesRead(LogicalTensor matrix) {
        return rowsRead(matrix) * matrix.columns() * matrix.view().dtype().bits() / 8;
    }

    /** Reads a matrix that {@link #canBeRead}. */
    public static RowEnergies of(LogicalTensor matrix) throws IOException {
        int columns = (int) matrix.columns();
        int rows = rowsRead(matrix);
        float[] values = matrix.readRows(0, rows);
        double[] ofRows = new double[rows];
        double[] ofColumns = new double[columns];
        double fourth = 0;
        double second = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double square = (double) values[i * columns + j] * values[i * columns + j];
                ofRows[i] += square / columns;
                ofColumns[j] += square / rows;
                second += square;
                fourth += square * square;
            }
        }
        second /= values.length;
        fourth /= values.length;
        double kurtosis = fourth / (second * second);
        return new RowEnergies(
                Math.sqrt(second),
                kurtosis,
                Math.max(excess(ofRows, second, kurtosis, columns), excess(ofColumns, second, kurtosis, rows)));
    }

    private static double excess(double[] energies, double mean, double kurtosis, int each) {
        double variance = 0;
        for (double energy : energies) {
            variance += (energy - mean) * (energy - mean) / energies.length;
        }
        double expected = (kurtosis - 1) * mean * mean / each;
        return (variance / expected - 1) / Math.sqrt(2.0 / energies.length);
    }
}
