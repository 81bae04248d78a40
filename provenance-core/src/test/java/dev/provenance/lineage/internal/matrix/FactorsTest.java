package dev.provenance.lineage.internal.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products and factors against a library's, in double. */
class FactorsTest {

    @ParameterizedTest
    @CsvSource({"1,1,1", "2,3,5", "7,9,4", "13,300,257", "64,64,64", "5,1025,3"})
    void productsAreTheLibrarys(int n, int k, int m) {
        Random random = new Random(n * 31L + k);
        Matrix a = gaussian(n, k, random);
        Matrix b = gaussian(k, m, random);
        RealMatrix expected = real(a).multiply(real(b));

        Matrix product = Products.times(a, b);

        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                assertThat((double) product.at(i, j)).isCloseTo(expected.getEntry(i, j), within(1e-5 * k));
            }
        }
        assertThat(Products.timesTransposed(a, b.transpose()).row(0)).containsExactly(product.row(0));
        assertThat(Products.transposedTimes(a.transpose(), b).row(0)).containsExactly(product.row(0));
    }

    /** A row's product does not depend on the rows beside it: blocks of any size give the same bits. */
    @Test
    void rowsAreMultipliedAlikeInAnyCompany() {
        Random random = new Random(5);
        Matrix a = gaussian(9, 515, random);
        Matrix b = gaussian(515, 301, random);
        Matrix whole = Products.times(a, b);

        for (int i = 0; i < 9; i++) {
            assertThat(Products.times(a.slice(i, i + 1), b).row(0)).containsExactly(whole.row(i));
        }
    }

    @ParameterizedTest
    @CsvSource({"3", "16", "64"})
    void polarFactorIsThatOfTheSingularValueDecomposition(int size) {
        Matrix matrix = gaussian(size, size, new Random(size));
        SingularValueDecomposition svd = new SingularValueDecomposition(real(matrix));
        RealMatrix expected = svd.getU().multiply(svd.getVT());

        Matrix factor = PolarFactor.of(matrix);

        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                assertThat((double) factor.at(i, j)).isCloseTo(expected.getEntry(i, j), within(2e-3));
            }
        }
    }

    @Test
    void rotationIsItsOwnPolarFactor() {
        Matrix rotation = PolarFactor.of(gaussian(32, 32, new Random(2)));
        Matrix gram = Products.transposedTimes(rotation, rotation);

        for (int i = 0; i < 32; i++) {
            for (int j = 0; j < 32; j++) {
                assertThat((double) gram.at(i, j)).isCloseTo(i == j ? 1 : 0, within(1e-4));
            }
        }
        assertThat(PolarFactor.of(Matrix.zeros(4, 4)).norm()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"200, 300, 4", "50, 64, 1", "300, 100, 9"})
    void sketchKeepsTheRank(int rows, int columns, int rank) {
        Random random = new Random(rank);
        Matrix low = Products.times(gaussian(rows, rank, random), gaussian(rank, columns, random));
        double[] values = SketchedSpectrum.ofSketch(Products.times(low, SketchedSpectrum.directions(columns, 1)));

        assertThat(values[rank] / values[rank - 1]).isLessThan(1e-2);
        double[] full = SketchedSpectrum.ofSketch(
                Products.times(gaussian(rows, columns, random), SketchedSpectrum.directions(columns, 1)));
        for (int i = 1; i < full.length / 2; i++) {
            assertThat(full[i] / full[i - 1]).isGreaterThan(0.7);
        }
    }

    private static Matrix gaussian(int rows, int columns, Random random) {
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.row(i)[j] = (float) random.nextGaussian();
            }
        }
        return matrix;
    }

    private static RealMatrix real(Matrix matrix) {
        RealMatrix copy = new Array2DRowRealMatrix(matrix.rows(), matrix.columns());
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                copy.setEntry(i, j, matrix.at(i, j));
            }
        }
        return copy;
    }
}
