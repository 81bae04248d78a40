package dev.provenance.lineage.internal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WassersteinTest {

    @Test
    void closedForms() {
        double[] numbers = new Random(1).doubles(100).toArray();

        assertThat(Wasserstein.distance(numbers, numbers)).isZero();
        assertThat(Wasserstein.distance(
                        numbers, Arrays.stream(numbers).map(x -> x + 3).toArray()))
                .isCloseTo(3, within(1e-12));
        assertThat(Wasserstein.distance(new double[] {0}, new double[] {1, 3})).isEqualTo(2);
        assertThat(Wasserstein.distance(new double[] {0, 1}, new double[] {0, 0, 1, 1}))
                .isZero();
        assertThat(Wasserstein.distance(new double[] {}, numbers)).isNaN();
    }

    /** Of samples of one size the distance is the mean difference of the sorted numbers. */
    @Test
    void sortedNumbersOfOneSize() {
        double[] one = new Random(2).doubles(57).toArray();
        double[] other = new Random(3).doubles(57).map(x -> x * x).toArray();
        double[] a = Arrays.stream(one).sorted().toArray();
        double[] b = Arrays.stream(other).sorted().toArray();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }

        assertThat(Wasserstein.distance(one, other)).isCloseTo(sum / a.length, within(1e-12));
    }
}
