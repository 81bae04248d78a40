package dev.provenance.examples;

/** A matrix as the product of a lower triangle and its transpose. */
final class Cholesky {

    private Cholesky() {}

    /**
     * The lower triangle.
     *
     * @throws IllegalArgumentException if the matrix is not positive definite
     */
    static double[][] factor(double[][] matrix) {
        int n = matrix.length;
        double[][] lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                if (i == j && !(rest > 0)) {
                    throw new IllegalArgumentException(
                            "Correlations: expected a positive definite matrix, actual " + rest + " at row " + i + ".");
                }
                lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
            }
        }
        return lower;
    }
}
