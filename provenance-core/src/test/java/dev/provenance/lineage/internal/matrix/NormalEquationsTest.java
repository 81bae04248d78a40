package dev.provenance.lineage.internal.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;

class NormalEquationsTest {

    @Test
    void coefficientsAreThoseOfCommonsMath() {
        Random random = new Random(1);
        int n = 50;
        int k = 4;
        double[][] x = new double[n][k];
        double[] y = new double[n];
        double[][] gram = new double[k][k];
        double[] right = new double[k];
        for (int row = 0; row < n; row++) {
            y[row] = random.nextGaussian();
            for (int i = 0; i < k; i++) {
                x[row][i] = (i + 1) * random.nextGaussian();
            }
            for (int i = 0; i < k; i++) {
                right[i] += x[row][i] * y[row];
                for (int j = 0; j < k; j++) {
                    gram[i][j] += x[row][i] * x[row][j];
                }
            }
        }
        OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
        regression.setNoIntercept(true);
        regression.newSampleData(y, x);

        assertThat(NormalEquations.solve(gram, right, 1e-6).orElseThrow())
                .containsExactly(regression.estimateRegressionParameters(), within(1e-10));
    }

    @Test
    void vectorsThatAreOneAreNotToldApart() {
        double[][] gram = {{1, 2}, {2, 4}};

        assertThat(NormalEquations.solve(gram, new double[] {1, 2}, 1e-6)).isEmpty();
    }
}
