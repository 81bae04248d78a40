package dev.provenance.lineage.internal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogProbabilityTest {

    @Test
    void fixedPointsHaveTheFactorialForABound() {
        assertThat(LogProbability.ofFixedPoints(0)).isZero();
        assertThat(LogProbability.ofFixedPoints(5)).isCloseTo(-Math.log10(120), within(1e-12));
        assertThat(LogProbability.ofFixedPoints(5, 3)).isZero();
        assertThat(LogProbability.ofFixedPoints(12, 3))
                .isCloseTo(12 * Math.log10(3) - Math.log10(479_001_600), within(1e-9));
    }

    /** The bound is of the exact distribution: shuffles of ten things reach k fixed points no more often. */
    @Test
    void boundHoldsForRandomOrders() {
        Random random = new Random(1);
        int[] reached = new int[6];
        int drawn = 200_000;
        int[] order = IntStream.range(0, 10).toArray();
        for (int draw = 0; draw < drawn; draw++) {
            for (int i = 9; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int kept = order[i];
                order[i] = order[j];
                order[j] = kept;
            }
            int fixed = (int) IntStream.range(0, 10).filter(i -> order[i] == i).count();
            for (int k = 0; k <= Math.min(5, fixed); k++) {
                reached[k]++;
            }
        }
        for (int k = 1; k <= 5; k++) {
            double bound = Math.pow(10, LogProbability.ofFixedPoints(k));
            assertThat((double) reached[k] / drawn).as("k = %d", k).isLessThan(bound + 4 * Math.sqrt(bound / drawn));
        }
    }

    /** A perfect match of a large model is as finite as a small one: ln 30,000! by Stirling's series is 279,270.6. */
    @Test
    void perfectMatchOfALargeModelIsFinite() {
        double layer = LogProbability.ofFixedPoints(30_000);
        double ln = 30_000 * Math.log(30_000) - 30_000 + 0.5 * Math.log(2 * Math.PI * 30_000) + 1 / (12.0 * 30_000);
        assertThat(layer).isCloseTo(-ln / Math.log(10), within(1e-6));

        double[] layers = new double[100];
        Arrays.fill(layers, layer);
        assertThat(LogProbability.fisher(layers)).isBetween(100 * layer, 100 * layer + 700);
        assertThat(LogProbability.cauchy(layers)).isCloseTo(layer, within(1e-6));
        assertThat(Arrays.stream(LogProbability.holm(layers))).allMatch(value -> value < layer + 3);
        assertThat(LogProbability.ofBinomialTail(30_000, 0.06, 30_000))
                .isCloseTo(30_000 * Math.log10(0.06), within(1e-6));
    }

    @Test
    void fisherIsTheChiSquareTail() {
        double[] log10P = {-0.5, -1.2, -3, -0.01};
        double statistic = 2 * Math.log(10) * 4.71;
        double expected = 1 - new ChiSquaredDistribution(8).cumulativeProbability(statistic);

        assertThat(LogProbability.fisher(log10P)).isCloseTo(Math.log10(expected), within(1e-9));
        assertThat(LogProbability.fisher()).isZero();
        assertThat(LogProbability.fisher(0, 0)).isZero();
        assertThat(LogProbability.fisher(-4)).isCloseTo(-4, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"172, 0.06, 1", "172, 0.06, 12", "172, 0.06, 40", "20, 0.3, 20", "1000, 0.01, 5"})
    void binomialTailIsThatOfTheLibrary(int n, double rate, int k) {
        double expected = 1 - new BinomialDistribution(n, rate).cumulativeProbability(k - 1);

        assertThat(LogProbability.ofBinomialTail(n, rate, k))
                .isCloseTo(Math.log10(expected), within(expected > 1e-10 ? 1e-6 : 1));
    }

    /** Values of SciPy 1.17, norm.logsf. */
    @ParameterizedTest
    @CsvSource({
        "0, -0.3010299957",
        "1.959963985, -1.6020599918",
        "8, -15.2061425510",
        "19.9, -87.6915117368",
        "20.1, -89.4330112062",
        "40, -349.4370064593",
    })
    void normalTailStaysDefined(double z, double log10P) {
        assertThat(LogProbability.ofNormalTail(z)).isCloseTo(log10P, within(1e-6));
    }

    @Test
    void cauchyOfOneIsItself() {
        for (double log10P : new double[] {-0.3, -2, -7.9, -8.1, -300}) {
            assertThat(LogProbability.cauchy(log10P)).isCloseTo(log10P, within(1e-6));
        }
        assertThat(LogProbability.cauchy(-10, 0, 0, 0)).isCloseTo(-10 + Math.log10(4), within(1e-3));
    }

    @Test
    void holmRaisesTheSmallestMostAndKeepsTheOrder() {
        assertThat(LogProbability.holm(-3, -1, -2)).satisfies(adjusted -> {
            assertThat(adjusted[0]).isCloseTo(-3 + Math.log10(3), within(1e-12));
            assertThat(adjusted[2]).isCloseTo(-2 + Math.log10(2), within(1e-12));
            assertThat(adjusted[1]).isCloseTo(-1, within(1e-12));
        });
    }
}
