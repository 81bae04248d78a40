package dev.provenance.lineage.matrix;

import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The singular values of a matrix through a random sketch of {@value #DIRECTIONS} directions, {@code D·Ω}: a matrix of
 * lower rank r has exactly r of them that are not zero, and a gap in its singular values stays a gap (Halko, Martinsson,
 * Tropp, SIAM Review 53, 2011). The sketch of a difference of two matrices is made of their rows alone, so no matrix need
 * be held: {@code 2·n·m·64} operations for n×m, and 64 columns of memory.
 */
public final class SketchedSpectrum {

    /** Columns of a sketch. */
    public static final int DIRECTIONS = 64;

    private SketchedSpectrum() {}

    /** Ω for rows of this length: the identity where they are short enough. */
    public static Matrix directions(int length, long seed) {
        return length <= DIRECTIONS ? identity(length) : gaussian(length, DIRECTIONS, seed);
    }

    /** Singular values of a matrix of at most {@value #DIRECTIONS} columns, in descending order. */
    public static double[] ofSketch(Matrix sketch) {
        double[][] gram = new double[sketch.columns()][sketch.columns()];
        for (int k = 0; k < sketch.rows(); k++) {
            float[] row = sketch.row(k);
            for (int i = 0; i < gram.length; i++) {
                for (int j = 0; j <= i; j++) {
                    gram[i][j] += (double) row[i] * row[j];
                    gram[j][i] = gram[i][j];
                }
            }
        }
        double[] squares = new EigenDecomposition(new Array2DRowRealMatrix(gram, false)).getRealEigenvalues();
        double[] values = new double[squares.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.sqrt(Math.max(0, squares[i]));
        }
        return values;
    }

    private static Matrix identity(int size) {
        Matrix identity = Matrix.zeros(size, size);
        for (int i = 0; i < size; i++) {
            identity.row(i)[i] = 1;
        }
        return identity;
    }

    /** Independent normal numbers of variance 1 / columns. */
    public static Matrix gaussian(int rows, int columns, long seed) {
        Random random = new Random(seed);
        Matrix numbers = Matrix.zeros(rows, columns);
        double scale = 1 / Math.sqrt(columns);
        for (int i = 0; i < rows; i++) {
            float[] row = numbers.row(i);
            for (int j = 0; j < columns; j++) {
                row[j] = (float) (scale * random.nextGaussian());
            }
        }
        return numbers;
    }
}
