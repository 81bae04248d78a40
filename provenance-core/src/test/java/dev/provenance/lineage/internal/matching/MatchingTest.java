package dev.provenance.lineage.internal.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.lineage.internal.matrix.Matrix;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatchingTest {

    /** Small enough to try all permutations. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6, 7})
    void assignmentIsTheBestOfAll(int size) {
        for (int seed = 0; seed < 40; seed++) {
            Matrix gains = gaussian(size, size + seed % 3, new Random(seed));
            int[] columns = Assignment.largest(gains);

            assertThat(columns).doesNotHaveDuplicates();
            assertThat(total(gains, columns)).isCloseTo(best(gains, 0, new boolean[gains.columns()]), within(1e-5));
        }
    }

    @Test
    void disturbedPermutationIsFound() {
        int size = 400;
        Random random = new Random(1);
        int[] order = IntStream.range(0, size).toArray();
        Matrix gains = gaussian(size, size, random);
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        for (int i = 0; i < size; i++) {
            gains.row(i)[order[i]] += 20;
        }

        assertThat(Assignment.largest(gains)).containsExactly(order);
    }

    @Test
    void moreRowsThanColumnsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Assignment.largest(Matrix.zeros(3, 2)))
                .withMessage("Assignment: expected at most as many rows as columns, actual 3 rows, 2 columns.");
    }

    @Test
    void mutualNeighboursAreThoseOfAPlainSearch() {
        Random random = new Random(4);
        Matrix a = gaussian(300, 20, random);
        Matrix b = gaussian(170, 20, random);
        int[] partners = MutualNeighbours.of(a, b, 1);

        for (int i = 0; i < 300; i++) {
            int nearest = nearest(a.row(i), b);
            assertThat(partners[i]).isEqualTo(nearest(b.row(nearest), a) == i ? nearest : -1);
        }
    }

    /** Neither the scale of a row counts nor a row without direction. */
    @Test
    void rowsOfZeroHaveNoNeighbour() {
        Matrix a = gaussian(50, 8, new Random(1));
        Matrix b = a.copy();
        Arrays.fill(b.row(7), 0);
        for (int j = 0; j < 8; j++) {
            b.row(9)[j] *= 1000;
        }
        int[] partners = MutualNeighbours.of(a, b, 1);

        assertThat(partners[7]).isNotEqualTo(7);
        assertThat(partners[9]).isEqualTo(9);
        assertThat(MutualNeighbours.of(Matrix.zeros(3, 4), Matrix.zeros(3, 4), 1))
                .containsExactly(-1, -1, -1);
    }

    /** Equal rows everywhere: a tie must not prefer the own place. */
    @Test
    void tiesDoNotPreferTheOwnPlace() {
        float[][] equal = new float[64][];
        Arrays.setAll(equal, i -> new float[] {1, 2, 3});
        Matrix rows = Matrix.of(equal, 3);
        int inPlace = 0;
        for (int seed = 0; seed < 200; seed++) {
            int[] partners = MutualNeighbours.of(rows, rows, seed);
            inPlace +=
                    (int) IntStream.range(0, 64).filter(i -> partners[i] == i).count();
        }

        assertThat(inPlace / 200.0).isLessThan(1.5);
    }

    private static int nearest(float[] row, Matrix rows) {
        return IntStream.range(0, rows.rows())
                .boxed()
                .max((one, other) -> Double.compare(cosine(row, rows.row(one)), cosine(row, rows.row(other))))
                .orElseThrow();
    }

    private static double cosine(float[] a, float[] b) {
        double inner = 0;
        double squares = 0;
        double others = 0;
        for (int i = 0; i < a.length; i++) {
            inner += (double) a[i] * b[i];
            squares += (double) a[i] * a[i];
            others += (double) b[i] * b[i];
        }
        return inner / Math.sqrt(squares * others);
    }

    private static double total(Matrix gains, int[] columns) {
        return IntStream.range(0, columns.length)
                .mapToDouble(row -> gains.at(row, columns[row]))
                .sum();
    }

    private static double best(Matrix gains, int row, boolean[] taken) {
        if (row == gains.rows()) {
            return 0;
        }
        double best = Double.NEGATIVE_INFINITY;
        for (int column = 0; column < gains.columns(); column++) {
            if (!taken[column]) {
                taken[column] = true;
                best = Math.max(best, gains.at(row, column) + best(gains, row + 1, taken));
                taken[column] = false;
            }
        }
        return best;
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
}
