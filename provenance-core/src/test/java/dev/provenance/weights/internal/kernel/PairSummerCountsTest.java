package dev.provenance.weights.internal.kernel;

import static dev.provenance.safetensors.DType.F32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.safetensors.DType;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is counted, and what is left out of the sums. */
@Tag("both-kernels")
class PairSummerCountsTest {

    private static final int LENGTH = 5000;

    @Test
    void positionsThatAreNotFiniteAreCountedAndLeftOut() {
        Random random = new Random(3);
        for (DType dtype : new DType[] {DType.BF16, DType.F16, DType.F32, DType.F64}) {
            double[] a = gaussian(random, 1, 0.1);
            double[] b = combine(a, gaussian(random, 0, 0.1), 1);
            // The first of a block, alone, together, opposite infinities, and in the last block.
            a[0] = Double.NaN;
            a[7] = Double.POSITIVE_INFINITY;
            b[7] = Double.NEGATIVE_INFINITY;
            b[2048] = Double.NaN;
            a[4999] = Double.NEGATIVE_INFINITY;
            b[4999] = Double.NEGATIVE_INFINITY;
            double tolerance = dtype.bits() <= 16 ? 5e-8 : 1e-12;
            int[] kept = IntStream.range(0, LENGTH)
                    .filter(i -> Double.isFinite(a[i]) && Double.isFinite(b[i]))
                    .toArray();
            PairMoments all = TestKernels.moments(Numbers.of(dtype, a), Numbers.of(dtype, b));
            PairMoments finite =
                    TestKernels.moments(Numbers.of(dtype, pick(a, kept)), Numbers.of(dtype, pick(b, kept)));

            assertThat(all.n()).isEqualTo(LENGTH);
            assertThat(all.finite()).isEqualTo(LENGTH - 4).isEqualTo(finite.finite());
            assertThat(all.nonFiniteA()).isEqualTo(3);
            assertThat(all.nonFiniteB()).isEqualTo(3);
            assertThat(all.equal()).isEqualTo(finite.equal() + 1);
            assertThat(all.maxAbsDifference()).isEqualTo(finite.maxAbsDifference());
            assertThat(cosine(all)).isCloseTo(cosine(finite), within(tolerance));
            assertThat(centredCosine(all)).isCloseTo(centredCosine(finite), within(tolerance));
            assertThat(all.squaredDifference() / finite.squaredDifference()).isCloseTo(1, within(1e-6));
            assertThat(all.meanA()).isCloseTo(finite.meanA(), within(tolerance));
        }
    }

    @Test
    void zerosOfBothSignsAreCounted() {
        for (DType dtype : new DType[] {DType.BF16, DType.F16, DType.F32, DType.F64}) {
            PairMoments moments = TestKernels.moments(
                    Numbers.of(dtype, 0, -0.0, 0, 1, 2, 0, 0, 0, 0, 3),
                    Numbers.of(dtype, 1, 0, -0.0, 0, 2, 1, 1, 1, 1, 1));
            assertThat(moments.zerosA()).isEqualTo(7);
            assertThat(moments.zerosB()).isEqualTo(3);
        }
    }

    @Test
    void otherDtypesAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PairSummer(TestKernels.SCALAR)
                        .toFloats(
                                Numbers.of(F32, 1).segment(),
                                DType.I32,
                                Numbers.of(F32, 1).segment(),
                                1))
                .withMessageContaining("I32");
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

    private static double[] pick(double[] values, int[] indices) {
        return IntStream.of(indices).mapToDouble(i -> values[i]).toArray();
    }
}
