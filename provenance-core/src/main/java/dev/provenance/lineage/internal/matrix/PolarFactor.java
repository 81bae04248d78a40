package dev.provenance.lineage.internal.matrix;

/**
 * The orthogonal matrix nearest to a square one: {@code UVᵀ} of its singular value decomposition {@code UΣVᵀ}, by the
 * iteration of Newton and Schulz, {@code X ← X(15 − 10XᵀX + 3(XᵀX)²)/8} (Higham, <i>Functions of Matrices</i>, ch. 8; the
 * Padé iteration of order five), which needs products alone.
 *
 * <p>Each step costs three products of {@code d×d}: at d = 2,048 a second on one core, at d = 16,384 ten minutes; a step
 * takes at least 15/8 of the way of small singular values, so a matrix of condition 10⁶ needs 25. Directions in which the
 * matrix is zero stay zero: the factor is then orthogonal on the rest only.
 */
public final class PolarFactor {

    private static final int MOST_STEPS = 40;
    /** Mean squared change of an element times d, at which the iteration has converged. */
    private static final double CONVERGED = 1e-6;

    private PolarFactor() {}

    /** The factor of a square matrix; zero for a zero matrix. */
    public static Matrix of(Matrix square) {
        if (square.rows() != square.columns()) {
            throw new IllegalArgumentException(
                    "Polar factor: expected a square matrix, actual " + square.rows() + "×" + square.columns() + ".");
        }
        double norm = square.norm();
        if (!(norm > 0) || Double.isInfinite(norm)) {
            return Matrix.zeros(square.rows(), square.columns());
        }
        Matrix x = scaled(square, 1 / norm);
        for (int step = 0; step < MOST_STEPS; step++) {
            Matrix gram = Products.transposedTimes(x, x);
            Matrix twice = Products.times(gram, gram);
            for (int i = 0; i < gram.rows(); i++) {
                float[] first = gram.row(i);
                float[] second = twice.row(i);
                for (int j = 0; j < first.length; j++) {
                    first[j] = (float) ((-10.0 * first[j] + 3.0 * second[j]) / 8);
                }
                first[i] += 15f / 8;
            }
            Matrix next = Products.times(x, gram);
            double change = squaredDistance(x, next);
            x = next;
            if (change <= CONVERGED) {
                break;
            }
        }
        return x;
    }

    private static Matrix scaled(Matrix matrix, double factor) {
        Matrix result = matrix.copy();
        for (int i = 0; i < result.rows(); i++) {
            float[] row = result.row(i);
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) (row[j] * factor);
            }
        }
        return result;
    }

    private static double squaredDistance(Matrix a, Matrix b) {
        double sum = 0;
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.columns(); j++) {
                double difference = (double) a.at(i, j) - b.at(i, j);
                sum += difference * difference;
            }
        }
        return sum;
    }
}
