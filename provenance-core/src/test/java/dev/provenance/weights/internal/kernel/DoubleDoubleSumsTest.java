package dev.provenance.weights.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference of the larger tests, against decimal arithmetic without rounding. */
class DoubleDoubleSumsTest {

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "10000, 1", "1, 1e-7", "0, 1e-320", "0, 1e-250", "0, 1e307", "-3, 1e-3"})
    void agreesWithExactArithmetic(double mean, double spread) {
        Random random = new Random(5);
        for (double share : new double[] {0, 0.5, 0.999999, -1}) {
            double[] a = random.doubles(300, -1, 1).map(x -> mean + spread * x).toArray();
            double[] b = IntStream.range(0, a.length)
                    .mapToDouble(i -> share * a[i] + (1 - Math.abs(share)) * spread * random.nextDouble(-1, 1))
                    .toArray();
            DoubleDoubleSums sums = DoubleDoubleSums.of(a, b);
            ExactSimilarity exact = ExactSimilarity.of(a, b);
            assertThat(sums.cosine()).isCloseTo(exact.cosine(), within(1e-15));
            assertThat(sums.centredCosine()).isCloseTo(exact.centredCosine(), within(1e-15));
            assertThat(sums.relativeL2()).isCloseTo(exact.relativeL2(), within(1e-14 * exact.relativeL2()));
        }
    }

    @Test
    void repeatedSumsAreThoseOfRepeatedElements() {
        Random random = new Random(6);
        double[] a = random.doubles(50, 5, 6).toArray();
        double[] b = random.doubles(50, -1, 1).toArray();
        double[] thriceA = IntStream.range(0, 150).mapToDouble(i -> a[i % 50]).toArray();
        double[] thriceB = IntStream.range(0, 150).mapToDouble(i -> b[i % 50]).toArray();
        DoubleDoubleSums sums = new DoubleDoubleSums();
        sums.add(DoubleDoubleSums.of(a, b), 3);
        ExactSimilarity exact = ExactSimilarity.of(thriceA, thriceB);
        assertThat(sums.cosine()).isCloseTo(exact.cosine(), within(1e-15));
        assertThat(sums.centredCosine()).isCloseTo(exact.centredCosine(), within(1e-15));
        assertThat(sums.relativeL2()).isCloseTo(exact.relativeL2(), within(1e-14 * exact.relativeL2()));
    }
}
