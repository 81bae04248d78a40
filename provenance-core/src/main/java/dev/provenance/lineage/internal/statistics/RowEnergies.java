package dev.provenance.lineage.internal.statistics;

import dev.provenance.lineage.internal.matrix.Matrix;
import java.util.Arrays;

/**
 * How even the rows and columns of a matrix are. Numbers drawn one by one give all rows the same energy up to chance, and all
 * columns: with κ = E x⁴/(E x²)², the rows' mean squares of an m × n matrix have variance {@code (κ − 1)(E x²)²/n} then. The
 * excess of the observed variance is given in its standard deviations, {@code √(2/m)}. Rows and columns of zeros are padding and
 * left out.
 *
 * @param deviation root of the mean square
 * @param kurtosis κ
 * @param excess of the rows' or the columns' variance, the larger one, in its standard deviations; NaN where all numbers are of
 *     one size, which have no energies to differ by
 */
public record RowEnergies(double deviation, double kurtosis, double excess) {

    /** Excess of the kurtosis over 1 that rounding leaves of numbers of one size. */
    private static final double ONE_SIZE = 1e-9;

    /** Of rows that lie apart. */
    public static RowEnergies of(Matrix matrix) {
        float[] values = new float[matrix.rows() * matrix.columns()];
        for (int i = 0; i < matrix.rows(); i++) {
            System.arraycopy(matrix.row(i), 0, values, i * matrix.columns(), matrix.columns());
        }
        return of(values, matrix.columns());
    }

    /**
     * Of a matrix by rows.
     *
     * @param values all elements, row by row
     * @param columns of a row
     */
    public static RowEnergies of(float[] values, int columns) {
        int rows = values.length / columns;
        double[] ofRows = new double[rows];
        double[] ofColumns = new double[columns];
        double fourth = 0;
        double second = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double square = (double) values[i * columns + j] * values[i * columns + j];
                ofRows[i] += square;
                ofColumns[j] += square;
                second += square;
                fourth += square * square;
            }
        }
        double[] liveRows = Arrays.stream(ofRows).filter(sum -> sum > 0).toArray();
        double[] liveColumns = Arrays.stream(ofColumns).filter(sum -> sum > 0).toArray();
        double count = (double) liveRows.length * liveColumns.length;
        second /= count;
        fourth /= count;
        double kurtosis = fourth / (second * second);
        if (!(kurtosis - 1 > ONE_SIZE)) {
            return new RowEnergies(Math.sqrt(second), kurtosis, Double.NaN);
        }
        return new RowEnergies(
                Math.sqrt(second),
                kurtosis,
                Math.max(
                        excess(liveRows, second, kurtosis, liveColumns.length),
                        excess(liveColumns, second, kurtosis, liveRows.length)));
    }

    private static double excess(double[] sums, double mean, double kurtosis, int each) {
        double variance = 0;
        for (double sum : sums) {
            variance += (sum / each - mean) * (sum / each - mean) / sums.length;
        }
        double expected = (kurtosis - 1) * mean * mean / each;
        return (variance / expected - 1) / Math.sqrt(2.0 / sums.length);
    }
}
