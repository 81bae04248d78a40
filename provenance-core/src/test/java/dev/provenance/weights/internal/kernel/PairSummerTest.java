package dev.provenance.weights.internal.kernel;

import static dev.provenance.safetensors.DType.BF16;
import static dev.provenance.safetensors.DType.F16;
import static dev.provenance.safetensors.DType.F32;
import static dev.provenance.safetensors.DType.F64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.provenance.safetensors.DType;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sums, on every kernel at hand, against exact arithmetic. */
@Tag("both-kernels")
class PairSummerTest {

    private static final int LENGTH = 5000;

    /** Dtype, mean, spread. Sixteen bits cannot hold a mean of ten thousand spreads but by rare steps; see below. */
    static Stream<Arguments> distributions() {
        return Stream.of(
                arguments(F32, 0, 0.02),
                arguments(F32, 1, 1e-4),
                arguments(F32, -300, 0.03),
                arguments(F32, 0, 1e-41),
                arguments(F32, 0, 1e30),
                arguments(F64, 0, 0.02),
                arguments(F64, 1, 1e-4),
                arguments(F64, 0, 1e-100),
                arguments(F64, 0, 1e100),
                arguments(BF16, 0, 0.02),
                arguments(BF16, 1, 0.01),
                arguments(BF16, 0, 1e-39),
                arguments(BF16, 0, 1e30),
                arguments(F16, 0, 0.02),
                arguments(F16, 1, 0.001),
                arguments(F16, 0, 1e-6),
                arguments(F16, 0, 4e3));
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void bothCosinesAreExactToTheLastDigits(DType dtype, double mean, double spread) {
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            double[] a = gaussian(random, mean, spread);
            double[] noise = gaussian(random, 0, spread);
            Numbers base = Numbers.of(dtype, a);
            Numbers suspect = Numbers.of(dtype, combine(a, noise, seed * 0.5));
            assertCosines(base, suspect, dtype.bits() == 16 ? 5e-8 : 1e-12);
        }
    }

    @Test
    void rareStepsOnAConstantAreSeenInSixteenBits() {
        for (DType dtype : new DType[] {BF16, F16}) {
            double step = dtype == BF16 ? 0x1p-7 : 0x1p-10;
            Numbers base = Numbers.of(
                    dtype,
                    IntStream.range(0, LENGTH)
                            .mapToDouble(i -> i % 2500 == 7 ? 1 + step : 1)
                            .toArray());
            Numbers suspect = Numbers.of(
                    dtype,
                    IntStream.range(0, LENGTH)
                            .mapToDouble(i -> i % 1250 == 7 ? 1 + step : 1)
                            .toArray());
            assertCosines(base, suspect, 5e-8);
        }
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void smallDifferencesKeepTheirDigits(DType dtype, double mean, double spread) {
        Random random = new Random(11);
        double[] a = gaussian(random, mean, spread);
        Numbers base = Numbers.of(dtype, a);
        DType enough = dtype.bits() == 16 ? F32 : dtype;
        Numbers suspect = Numbers.of(enough, disturbed(base.values(), random));
        PairMoments moments = TestKernels.moments(base, suspect);
        double relativeL2 = Math.sqrt(moments.squaredDifference()) / Math.sqrt(moments.squaresA());
        double exact = ExactSimilarity.of(base.values(), suspect.values()).relativeL2();
        assertThat(relativeL2 / exact).isCloseTo(1, within(1e-6));
    }

    private static void assertCosines(Numbers base, Numbers suspect, double tolerance) {
        PairMoments moments = TestKernels.moments(base, suspect);
        ExactSimilarity exact = ExactSimilarity.of(base.values(), suspect.values());
        assertThat(cosine(moments)).isCloseTo(exact.cosine(), within(tolerance));
        assertThat(centredCosine(moments)).isCloseTo(exact.centredCosine(), within(tolerance));
    }

    private static double cosine(PairMoments m) {
        return m.products() / Math.sqrt(m.squaresA()) / Math.sqrt(m.squaresB());
    }

    private static double centredCosine(PairMoments m) {
        return m.co() / Math.sqrt(m.m2A()) / Math.sqrt(m.m2B());
    }

    private static double[] gaussian(Random random, double mean, double spread) {
        return DoubleStream.generate(() -> mean + spread * random.nextGaussian())
                .limit(LENGTH)
                .toArray();
    }

    private static double[] combine(double[] a, double[] noise, double share) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> a[i] + share * noise[i])
                .toArray();
    }

    private static double[] disturbed(double[] a, Random random) {
        return DoubleStream.of(a)
                .map(x -> x * (1 + 1e-4 * random.nextGaussian()))
                .toArray();
    }
}
