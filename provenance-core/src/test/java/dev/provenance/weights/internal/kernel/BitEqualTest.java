package dev.provenance.weights.internal.kernel;

import static dev.provenance.safetensors.DType.BF16;
import static dev.provenance.safetensors.DType.F16;
import static dev.provenance.safetensors.DType.F32;
import static dev.provenance.safetensors.DType.F64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.safetensors.DType;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which elements count as equal. */
@Tag("both-kernels")
class BitEqualTest {

    private static final int LENGTH = 5000;

    @Test
    void zerosOfDifferentSignDifferWithinADtype() {
        for (DType dtype : new DType[] {DType.BF16, DType.F16, DType.F32, DType.F64}) {
            assertThat(equal(Numbers.of(dtype, 0, -0.0, -0.0, 1), Numbers.of(dtype, -0.0, 0, -0.0, 1)))
                    .as("%s", dtype)
                    .isEqualTo(2);
        }
    }

    @Test
    void nanOfTheSameBitsIsEqualWithinADtype() {
        assertThat(equal(Numbers.ofBits(BF16, 0x7FC0, 0x7FC1, 0xFFC0), Numbers.ofBits(BF16, 0x7FC0, 0x7FC0, 0x7FC0)))
                .isEqualTo(1);
        assertThat(equal(Numbers.ofBits(F16, 0x7E00, 0x7E01, 0xFE00), Numbers.ofBits(F16, 0x7E00, 0x7E00, 0x7E00)))
                .isEqualTo(1);
        assertThat(equal(Numbers.of(F32, Double.NaN, 1), Numbers.of(F32, Double.NaN, 2)))
                .isEqualTo(1);
        assertThat(equal(Numbers.of(F64, Double.NaN, 1), Numbers.of(F64, Double.NaN, 2)))
                .isEqualTo(1);
    }

    @Test
    void aTensorEqualsItsRoundingToAnyOtherDtype() {
        double[] source = values();
        for (DType narrow : new DType[] {BF16, F16, F32}) {
            for (DType wide : new DType[] {F32, F64}) {
                Numbers ours = Numbers.of(wide, source);
                Numbers theirs = Numbers.of(narrow, ours.values());
                assertThat(equal(ours, theirs)).as("%s to %s", wide, narrow).isEqualTo(LENGTH);
                assertThat(equal(theirs, ours)).as("%s from %s", narrow, wide).isEqualTo(LENGTH);
            }
        }
    }

    @Test
    void tiesRoundToTheEvenNeighbour() {
        assertThat(equal(Numbers.of(F32, 1 + 0x1p-8, 1 + 0x3p-8), Numbers.of(BF16, 1, 1 + 0x1p-6)))
                .isEqualTo(2);
        assertThat(equal(Numbers.of(F32, 1 + 0x1p-8, 1 + 0x3p-8), Numbers.of(BF16, 1 + 0x1p-7, 1 + 0x1p-7)))
                .isZero();
        assertThat(equal(Numbers.of(F32, 1 + 0x1p-11, 1 + 0x3p-11), Numbers.of(F16, 1, 1 + 0x1p-9)))
                .isEqualTo(2);
        assertThat(equal(Numbers.of(F32, 1 + 0x1p-11, 1 + 0x3p-11), Numbers.of(F16, 1 + 0x1p-10, 1 + 0x1p-10)))
                .isZero();
    }

    @Test
    void aNeighbourOfTheRoundingIsNotEqual() {
        double[] source = values();
        for (DType narrow : new DType[] {BF16, F16}) {
            Numbers neighbours = Numbers.ofBits(
                    narrow,
                    IntStream.of(bits(narrow, source)).map(bits -> bits + 1).toArray());
            assertThat(equal(Numbers.of(F32, source), neighbours))
                    .as("%s", narrow)
                    .isZero();
        }
    }

    @Test
    void bf16AndF16OfTheSameSourceAreEqual() {
        double[] source = values();
        assertThat(equal(Numbers.of(BF16, source), Numbers.of(F16, source))).isEqualTo(LENGTH);
        assertThat(equal(Numbers.of(F16, source), Numbers.of(BF16, source))).isEqualTo(LENGTH);
    }

    @Test
    void bf16AndF16AStepFurtherApartAreNotEqual() {
        // Between 1 and 2 a step of BF16 is 8 of F16; 1.5 is the rounding of what lies up to 4 of those away.
        double[] farther = {1.5 + 0x5p-10, 1.5 - 0x5p-10};
        assertThat(equal(Numbers.of(BF16, 1.5, 1.5), Numbers.of(F16, farther))).isZero();
        double[] nearer = {1.5 + 0x4p-10, 1.5 - 0x4p-10};
        assertThat(equal(Numbers.of(BF16, 1.5, 1.5), Numbers.of(F16, nearer))).isEqualTo(2);
    }

    @Test
    void bf16AndF16AreEqualExactlyWhereSomeNumberRoundsToBoth() {
        for (int bf16 = 0; bf16 < 0x4780; bf16++) {
            double a = Numbers.ofBits(BF16, bf16).values()[0];
            int nearest = Float.floatToFloat16((float) a);
            int[] near = IntStream.rangeClosed(Math.max(0, nearest - 9), Math.min(0x7BFF, nearest + 9))
                    .toArray();
            int pattern = bf16;
            long expected = IntStream.of(near)
                    .filter(f16 -> someNumberRoundsToBoth(pattern, f16))
                    .count();
            Numbers ours =
                    Numbers.ofBits(BF16, IntStream.of(near).map(f16 -> pattern).toArray());
            assertThat(equal(ours, Numbers.ofBits(F16, near)))
                    .as("neighbours of %s", a)
                    .isEqualTo(expected);
        }
    }

    /** Whether the two runs of numbers that round to these bits have a number in common. */
    private static boolean someNumberRoundsToBoth(int bf16, int f16) {
        double middle = Numbers.ofBits(BF16, bf16).values()[0];
        double below = bf16 == 0 ? 0 : (middle + Numbers.ofBits(BF16, bf16 - 1).values()[0]) / 2;
        double above = (middle + Numbers.ofBits(BF16, bf16 + 1).values()[0]) / 2;
        double f16Value = Numbers.ofBits(F16, f16).values()[0];
        double f16Below =
                f16 == 0 ? 0 : (f16Value + Numbers.ofBits(F16, f16 - 1).values()[0]) / 2;
        double f16Above = f16 == 0x7BFF
                ? 65_520
                : (f16Value + Numbers.ofBits(F16, f16 + 1).values()[0]) / 2;
        double from = Math.max(below, f16Below);
        double to = Math.min(above, f16Above);
        return from < to || (from == to && bits(BF16, from)[0] == bf16 && bits(F16, from)[0] == f16);
    }

    private static int[] bits(DType dtype, double... values) {
        byte[] bytes = Numbers.of(dtype, values).bytes();
        return IntStream.range(0, values.length)
                .map(i -> (bytes[2 * i] & 0xFF) | (bytes[2 * i + 1] & 0xFF) << 8)
                .toArray();
    }

    private static long equal(Numbers a, Numbers b) {
        return TestKernels.moments(a, b).equal();
    }

    /** Of all magnitudes down to half precision's subnormal numbers. */
    private static double[] values() {
        Random random = new Random(5);
        return DoubleStream.generate(() -> random.nextGaussian() * Math.pow(2, random.nextInt(30) - 22))
                .limit(LENGTH)
                .toArray();
    }
}
