package dev.provenance.weights;

import static dev.provenance.safetensors.DType.F32;
import static dev.provenance.safetensors.DType.F64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.safetensors.DType;
import dev.provenance.weights.internal.kernel.Numbers;
import dev.provenance.weights.internal.kernel.TestKernels;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("both-kernels")
class TensorSimilarityTest {

    private static final Offset<Double> ROUNDING = within(1e-15);

    @Test
    void measuresAreTheirClosedForms() {
        TensorSimilarity similarity = similarity(new double[] {1, 2, 3}, new double[] {2, 4, 7});
        assertThat(similarity.n()).isEqualTo(3);
        assertThat(similarity.cosine().value()).isCloseTo(31 / Math.sqrt(14 * 69), ROUNDING);
        assertThat(similarity.centredCosine().value()).isCloseTo(5 / Math.sqrt(2 * 38 / 3.0), ROUNDING);
        assertThat(similarity.relativeL2().value()).isCloseTo(Math.sqrt(21.0 / 14), ROUNDING);
        assertThat(similarity.maxAbsDifference().value()).isEqualTo(4);
        assertThat(similarity.bitEqual()).isZero();
        assertThat(similarity.base().mean()).isEqualTo(2);
        assertThat(similarity.base().standardDeviation()).isCloseTo(Math.sqrt(2 / 3.0), ROUNDING);
        assertThat(similarity.suspect().mean()).isCloseTo(13 / 3.0, within(1e-14));
        assertThat(similarity.suspect().standardDeviation()).isCloseTo(Math.sqrt(38) / 3, within(1e-14));
    }

    @Test
    void onlyTheRelativeL2KnowsWhichTensorIsTheBase() {
        double[] a = {1, 2, 3};
        double[] b = {2, 4, 7};
        assertThat(similarity(b, a).cosine()).isEqualTo(similarity(a, b).cosine());
        assertThat(similarity(b, a).centredCosine()).isEqualTo(similarity(a, b).centredCosine());
        assertThat(similarity(b, a).relativeL2().value()).isCloseTo(Math.sqrt(21.0 / 69), ROUNDING);
    }

    @Test
    void theOppositeTensorScoresMinusOne() {
        TensorSimilarity similarity = similarity(new double[] {1, -2, 5}, new double[] {-1, 2, -5});
        assertThat(similarity.cosine().value()).isEqualTo(-1);
        assertThat(similarity.centredCosine().value()).isEqualTo(-1);
        assertThat(similarity.relativeL2().value()).isEqualTo(2);
    }

    @Test
    void identicalTensorsScoreExactlyOne() {
        for (DType dtype : new DType[] {DType.BF16, DType.F16, DType.F32, DType.F64}) {
            for (int length : new int[] {3, 8, 9, 100, 2048, 2049, 6000}) {
                for (int seed = 0; seed < 20; seed++) {
                    Random random = new Random(seed);
                    double mean = seed % 3;
                    double[] values = DoubleStream.generate(() -> mean + 0.5 * random.nextGaussian())
                            .limit(length)
                            .toArray();
                    Numbers numbers = Numbers.of(dtype, values);
                    TensorSimilarity similarity = similarity(numbers, numbers);
                    assertThat(similarity.cosine().value()).isEqualTo(1.0);
                    assertThat(similarity.centredCosine().value())
                            .as("%s, length %d, seed %d", dtype, length, seed)
                            .isEqualTo(1.0);
                    assertThat(similarity.relativeL2().value()).isZero();
                    assertThat(similarity.maxAbsDifference().value()).isZero();
                    assertThat(similarity.allEqual()).isTrue();
                }
            }
        }
    }

    @Test
    void anAllZeroBaseLeavesAllRatiosUndefined() {
        TensorSimilarity similarity = similarity(new double[] {0, -0.0, 0}, new double[] {1, 2, 4});
        assertThat(similarity.cosine().undefinedBecause().map(Object::toString)).contains("base is all zero");
        assertThat(similarity.centredCosine().undefinedBecause().map(Object::toString))
                .contains("base is constant");
        assertThat(similarity.relativeL2().undefinedBecause().map(Object::toString))
                .contains("base is all zero");
        assertThat(similarity.maxAbsDifference().value()).isEqualTo(4);
        assertThat(similarity.bothVary()).isFalse();
    }

    @Test
    void anAllZeroSuspectIsAsFarAsTheBaseIsLong() {
        TensorSimilarity similarity = similarity(new double[] {1, 2, 4}, new double[] {0, 0, 0});
        assertThat(similarity.cosine().undefinedBecause().map(Object::toString)).contains("suspect is all zero");
        assertThat(similarity.centredCosine().undefinedBecause().map(Object::toString))
                .contains("suspect is constant");
        assertThat(similarity.relativeL2().value()).isCloseTo(1, ROUNDING);
    }

    @Test
    void twoZeroTensorsAreEqualWithoutACosine() {
        TensorSimilarity similarity = similarity(new double[3000], new double[3000]);
        assertThat(similarity.cosine().undefinedBecause().map(Object::toString)).contains("both are all zero");
        assertThat(similarity.centredCosine().undefinedBecause().map(Object::toString))
                .contains("both are constant");
        assertThat(similarity.relativeL2().undefinedBecause().map(Object::toString))
                .contains("base is all zero");
        assertThat(similarity.allEqual()).isTrue();
    }

    @Test
    void cosinesDoNotDependOnTheScale() {
        for (double scale : new double[] {1e-100, 1e-20, 1e20, 1e100}) {
            TensorSimilarity similarity = similarity(
                    Numbers.of(F64, scale, 2 * scale, 3 * scale), Numbers.of(F64, 2 * scale, 4 * scale, 7 * scale));
            assertThat(similarity.cosine().value()).isCloseTo(31 / Math.sqrt(14 * 69), ROUNDING);
            assertThat(similarity.centredCosine().value()).isCloseTo(5 / Math.sqrt(2 * 38 / 3.0), ROUNDING);
        }
    }

    @Test
    void aConstantTensorHasACosineButNoCentredOne() {
        double[] constant = DoubleStream.generate(() -> 0.1).limit(5000).toArray();
        double[] varying = DoubleStream.iterate(1, x -> x + 1).limit(5000).toArray();
        assertThat(similarity(constant, varying).cosine().isDefined()).isTrue();
        assertThat(similarity(constant, varying)
                        .centredCosine()
                        .undefinedBecause()
                        .map(Object::toString))
                .contains("base is constant");
        assertThat(similarity(varying, constant)
                        .centredCosine()
                        .undefinedBecause()
                        .map(Object::toString))
                .contains("suspect is constant");
        assertThat(similarity(varying, constant).bothVary()).isFalse();
        assertThat(similarity(varying, varying).bothVary()).isTrue();
    }

    @Test
    void withoutAFinitePositionNothingIsDefined() {
        TensorSimilarity similarity =
                similarity(new double[] {Double.NaN, 1, Double.POSITIVE_INFINITY}, new double[] {1, Double.NaN, 2});
        String reason = "no position at which both are finite";
        assertThat(similarity.cosine().undefinedBecause().map(Object::toString)).contains(reason);
        assertThat(similarity.centredCosine().undefinedBecause().map(Object::toString))
                .contains(reason);
        assertThat(similarity.relativeL2().undefinedBecause().map(Object::toString))
                .contains(reason);
        assertThat(similarity.maxAbsDifference().undefinedBecause().map(Object::toString))
                .contains(reason);
        assertThat(similarity.base().nonFinite()).isEqualTo(2);
        assertThat(similarity.suspect().nonFinite()).isEqualTo(1);
    }

    @Test
    void squaresBeyondTheRangeOfDoubleDoNoHarm() {
        double[] numbers = {1, -1, 3, 0.5};
        double[] others = {1, -2, 3, 0};
        TensorSimilarity plain = similarity(Numbers.of(F64, numbers), Numbers.of(F64, others));
        for (double factor : new double[] {0x1p700, 0x1p-700, 0x1p-600}) {
            for (double otherFactor : new double[] {factor, 1, 1 / factor}) {
                TensorSimilarity scaled = similarity(
                        Numbers.of(F64, times(numbers, factor)), Numbers.of(F64, times(others, otherFactor)));
                assertThat(scaled.cosine()).isEqualTo(plain.cosine());
                assertThat(scaled.centredCosine()).isEqualTo(plain.centredCosine());
                assertThat(scaled.base().standardDeviation())
                        .isEqualTo(plain.base().standardDeviation() * factor);
            }
            TensorSimilarity both =
                    similarity(Numbers.of(F64, times(numbers, factor)), Numbers.of(F64, times(others, factor)));
            assertThat(both.relativeL2()).isEqualTo(plain.relativeL2());
            assertThat(both.maxAbsDifference().value()).isEqualTo(factor);
        }
    }

    private static double[] times(double[] numbers, double factor) {
        return DoubleStream.of(numbers).map(number -> number * factor).toArray();
    }

    private static TensorSimilarity similarity(double[] base, double[] suspect) {
        return similarity(Numbers.of(F32, base), Numbers.of(F32, suspect));
    }

    private static TensorSimilarity similarity(Numbers base, Numbers suspect) {
        return TensorSimilarity.of(TestKernels.moments(base, suspect));
    }
}
