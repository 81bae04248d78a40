package dev.provenance.lineage.internal.matrix;

import java.util.Arrays;
import java.util.Random;

/**
 * The singular values of a matrix through a random sketch of {@value #DIRECTIONS} directions, {@code D·Ω}: a matrix of
 * lower rank r has exactly r of them that are not zero, and a gap in its singular values stays a gap (Halko, Martinsson,
 * Tropp, SIAM Review 53, 2011). The sketch of a difference of two matrices is made of their rows alone, so no matrix need
 * be held: {@code 2·n·m·64} operations for n×m, and 64 columns of memory.
 */
public final class SketchedSpectrum {

    /** Columns of a sketch. */
    public static final int DIRECTIONS = 64;

    private static final int MOST_SWEEPS = 30;

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
        rotateToDiagonal(gram);
        double[] values = new double[gram.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.sqrt(Math.max(0, gram[i][i]));
        }
        Arrays.sort(values);
        for (int i = 0; i < values.length / 2; i++) {
            double kept = values[i];
            values[i] = values[values.length - 1 - i];
            values[values.length - 1 - i] = kept;
        }
        return values;
    }

    /**
     * Jacobi's rotations (Golub and Van Loan, <i>Matrix Computations</i>, §8.5), which converge for matrices of any rank;
     * the implicit QL of Commons Math 3.6.1 does not always.
     */
    private static void rotateToDiagonal(double[][] symmetric) {
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double off = 0;
            double on = 0;
            for (int p = 0; p < symmetric.length; p++) {
                on += symmetric[p][p] * symmetric[p][p];
                for (int q = 0; q < p; q++) {
                    off += symmetric[p][q] * symmetric[p][q];
                }
            }
            if (off <= 1e-30 * on) {
                return;
            }
            for (int p = 0; p < symmetric.length; p++) {
                for (int q = p + 1; q < symmetric.length; q++) {
                    if (symmetric[p][q] != 0) {
                        rotate(symmetric, p, q);
                    }
                }
            }
        }
    }

    private static void rotate(double[][] a, int p, int q) {
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(1, theta));
        double c = 1 / Math.hypot(1, t);
        double s = t * c;
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = c * kp - s * kq;
            a[k][q] = s * kp + c * kq;
        }
        for (int k = 0; k < a.length; k++) {
            double pk = a[p][k];
            double qk = a[q][k];
            a[p][k] = c * pk - s * qk;
            a[q][k] = s * pk + c * qk;
        }
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
