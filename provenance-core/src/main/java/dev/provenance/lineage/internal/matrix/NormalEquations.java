package dev.provenance.lineage.internal.matrix;

import java.util.Optional;

/** Least squares on a few vectors, from their inner products: the Cholesky factor of the scaled Gram matrix, {@code k³/3} operations. */
public final class NormalEquations {

    private NormalEquations() {}

    /**
     * The coefficients.
     *
     * @param gram inner products of the vectors, k×k
     * @param right inner products of the vectors and what they are to make
     * @param smallest squared sine of the angle between a vector and the span of those before it, below which they are not
     *     told apart
     * @return empty if two of them, or more, are not told apart
     */
    public static Optional<double[]> solve(double[][] gram, double[] right, double smallest) {
        int k = right.length;
        double[][] factor = new double[k][k];
        double[] scale = new double[k];
        for (int i = 0; i < k; i++) {
            scale[i] = Math.sqrt(gram[i][i]);
            for (int j = 0; j <= i; j++) {
                double sum = gram[i][j] / (scale[i] * scale[j]);
                for (int m = 0; m < j; m++) {
                    sum -= factor[i][m] * factor[j][m];
                }
                if (i == j && !(sum > smallest)) {
                    return Optional.empty();
                }
                factor[i][j] = i == j ? Math.sqrt(sum) : sum / factor[j][j];
            }
        }
        double[] solution = new double[k];
        for (int i = 0; i < k; i++) {
            double sum = right[i] / scale[i];
            for (int j = 0; j < i; j++) {
                sum -= factor[i][j] * solution[j];
            }
            solution[i] = sum / factor[i][i];
        }
        for (int i = k - 1; i >= 0; i--) {
            double sum = solution[i];
            for (int j = i + 1; j < k; j++) {
                sum -= factor[j][i] * solution[j];
            }
            solution[i] = sum / factor[i][i];
        }
        for (int i = 0; i < k; i++) {
            solution[i] /= scale[i];
        }
        return Optional.of(solution);
    }
}
