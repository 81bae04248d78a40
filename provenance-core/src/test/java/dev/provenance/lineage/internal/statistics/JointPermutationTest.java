package dev.provenance.lineage.internal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.TestModels;
import dev.provenance.lineage.internal.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JointPermutationTest {

    /**
     * The published moments of the norm weights of Solar-Open-100B and GLM-4.5-Air (ANLGBOY's table): vectors with these
     * means, deviations and correlations have a raw cosine of 0.97 and nothing in common. Within a model, norm weights of
     * different layers correlate (by 0.35 to 0.84 in these two); one half is taken.
     */
    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9, 10, 11})
    void publishedNormsOfTwoModelsAreFoundUnrelated(long seed) throws IOException {
        List<String> rows = Files.readAllLines(TestModels.data("data", "solar-glm", "layernorm_sanity.csv"));
        Random random = new Random(seed);
        int length = 4096;
        double[] commonOfOne = random.doubles(length, -1, 1).toArray();
        double[] commonOfOther = random.doubles(length, -1, 1).toArray();
        Matrix one = Matrix.zeros(rows.size() - 1, length);
        Matrix other = Matrix.zeros(rows.size() - 1, length);
        double cosines = 0;
        for (int i = 1; i < rows.size(); i++) {
            String[] cells = rows.get(i).split(",", -1);
            double[] u = standardised(random, commonOfOne, new double[length]);
            double[] v = standardised(random, commonOfOther, u);
            double r = Double.parseDouble(cells[4]);
            double inner = 0;
            double squares = 0;
            double others = 0;
            for (int j = 0; j < length; j++) {
                double a = Double.parseDouble(cells[5]) + Double.parseDouble(cells[6]) * u[j];
                double b = Double.parseDouble(cells[7])
                        + Double.parseDouble(cells[8]) * (r * u[j] + Math.sqrt(1 - r * r) * v[j]);
                one.row(i - 1)[j] = (float) a;
                other.row(i - 1)[j] = (float) b;
                inner += a * b;
                squares += a * a;
                others += b * b;
            }
            cosines += inner / Math.sqrt(squares * others) / (rows.size() - 1);
        }
        JointPermutation test = JointPermutation.of(one, other, JointPermutation.PERMUTATIONS, 1);

        assertThat(cosines).isCloseTo(0.9676, within(1e-3));
        assertThat(test.vectors()).isEqualTo(92);
        assertThat(test.correlation()).isCloseTo(0.0054, within(5e-4));
        assertThat(test.log10P()).isGreaterThan(-2);
    }

    /** Mean 0 and variance 1, exactly orthogonal to another such vector, or to zeros. */
    private static double[] standardised(Random random, double[] common, double[] orthogonalTo) {
        int length = common.length;
        double[] values = random.doubles(length, -1, 1).toArray();
        for (int i = 0; i < length; i++) {
            values[i] += common[i];
        }
        centre(values);
        double inner = 0;
        for (int i = 0; i < length; i++) {
            inner += values[i] * orthogonalTo[i] / length;
        }
        for (int i = 0; i < length; i++) {
            values[i] -= inner * orthogonalTo[i];
        }
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        for (int i = 0; i < length; i++) {
            values[i] /= Math.sqrt(squares / length);
        }
        return values;
    }

    private static void centre(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] -= sum / values.length;
        }
    }

    /** The standard deviation of the null is exact: permutations show it. */
    @Test
    void deviationIsThatOfPermutations() {
        Random random = new Random(3);
        Matrix one = gaussian(5, 40, random);
        // Vectors of one model that depend on one another: joint permutation takes that into account.
        for (int i = 1; i < 5; i++) {
            for (int j = 0; j < 40; j++) {
                one.row(i)[j] = 0.8f * one.row(0)[j] + 0.6f * one.row(i)[j];
            }
        }
        Matrix other = gaussian(5, 40, random);
        double sum = 0;
        double squares = 0;
        int drawn = 3000;
        for (int draw = 0; draw < drawn; draw++) {
            Matrix shuffled = shuffledColumns(other, random);
            double correlation = JointPermutation.of(one, shuffled, 1, draw).correlation();
            sum += correlation;
            squares += correlation * correlation;
        }
        double measured = Math.sqrt(squares / drawn - sum / drawn * sum / drawn);

        assertThat(JointPermutation.of(one, other, 1, 0).nullDeviation()).isCloseTo(measured, within(0.05 * measured));
    }

    @Test
    void noPermutationIsLessProbableThanOneOfAll() {
        Matrix same = gaussian(300, 5, new Random(1));

        JointPermutation test = JointPermutation.of(same, same, 999, 1);

        assertThat(test.correlation()).isCloseTo(1, within(1e-6));
        assertThat(test.log10P()).isGreaterThanOrEqualTo(-Math.log10(120) - 1);
    }

    @Test
    void constantVectorsAreLeftOut() {
        Matrix constant = Matrix.of(new float[] {1, 1, 1, 1}, 1, 4);

        JointPermutation test = JointPermutation.of(constant, constant, 99, 1);

        assertThat(test.isDefined()).isFalse();
        assertThat(test.log10P()).isZero();
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

    private static Matrix shuffledColumns(Matrix matrix, Random random) {
        Matrix shuffled = matrix.copy();
        for (int j = matrix.columns() - 1; j > 0; j--) {
            int other = random.nextInt(j + 1);
            for (int i = 0; i < matrix.rows(); i++) {
                float kept = shuffled.row(i)[j];
                shuffled.row(i)[j] = shuffled.row(i)[other];
                shuffled.row(i)[other] = kept;
            }
        }
        return shuffled;
    }
}
