package dev.provenance.weights.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.safetensors.DType;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The vector kernel gives the bits of the scalar one. */
@Tag("both-kernels")
class KernelAgreementTest {

    private static final int[] LENGTHS = IntStream.concat(IntStream.rangeClosed(1, 80), IntStream.of(2047, 2048))
            .toArray();
    private static final int[] GROUPS = {PairKernel.GROUP, 2 * PairKernel.GROUP};

    private final BlockSums expected = new BlockSums();
    private final BlockSums actual = new BlockSums();
    private PairKernel vector;

    @BeforeEach
    void loadVectorKernel() {
        vector = TestKernels.vector();
    }

    @ParameterizedTest
    @EnumSource
    void wideRunsGiveTheSameBitsAtEveryLength(Draw draw) {
        for (int length : LENGTHS) {
            for (int seed = 0; seed < 4; seed++) {
                agrees(DType.F32, draw, length, seed);
                agrees(DType.F64, draw, length, seed);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void narrowRunsGiveTheSameBits(Draw draw) {
        for (int length : GROUPS) {
            for (int seed = 0; seed < 8; seed++) {
                agrees(DType.BF16, draw, length, seed);
            }
        }
    }

    /** Often enough for the optimising compiler to replace the code that ran first. */
    @ParameterizedTest
    @EnumSource(names = {"NORMAL", "NORM_LIKE", "SOME_NOT_FINITE"})
    void compiledCodeGivesTheSameBitsToo(Draw draw) {
        for (int seed = 0; seed < 500; seed++) {
            agrees(DType.F32, draw, 2047, seed);
            agrees(DType.F64, draw, 2047, seed);
            agrees(DType.BF16, draw, 2048, seed);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BF16", "F16", "F32", "F64"})
    void wholeTensorsGiveTheSameMomentsInEveryPairOfDtypes(DType baseType) {
        for (DType suspectType : new DType[] {DType.BF16, DType.F16, DType.F32, DType.F64}) {
            for (int length : new int[] {1, 7, 2048, 4096, 5000, 40_001}) {
                for (Draw draw : Draw.values()) {
                    Random random = new Random(length);
                    Numbers base = Numbers.of(baseType, numbers(draw, length, random));
                    Numbers suspect = Numbers.of(suspectType, numbers(draw, length, random));
                    assertThat(TestKernels.moments(vector, base, suspect))
                            .as("%s of %s and %s, %d elements", draw, baseType, suspectType, length)
                            .isEqualTo(TestKernels.moments(TestKernels.SCALAR, base, suspect));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F8_E4M3", "F8_E5M2", "F8_E4M3FNUZ", "F8_E5M2FNUZ", "F8_E8M0", "I8", "U8"})
    void randomBytesGiveTheSameMomentsAgainstEveryDtype(DType baseType) {
        for (DType suspectType : PairSummer.DTYPES) {
            for (int length : new int[] {1, 7, 2048, 4096, 5000, 40_001}) {
                Random random = new Random(length);
                Numbers base = Numbers.random(baseType, length, random);
                Numbers suspect = Numbers.random(suspectType, length, random);
                assertThat(TestKernels.moments(vector, base, suspect))
                        .as("%s and %s, %d elements", baseType, suspectType, length)
                        .isEqualTo(TestKernels.moments(TestKernels.SCALAR, base, suspect));
            }
        }
    }

    private void agrees(DType dtype, Draw draw, int length, int seed) {
        Random random = new Random(31L * length + seed);
        double[] a = numbers(draw, length, random);
        double[] b = numbers(draw, length, random);
        for (int i = 0; i < length; i += 4) {
            b[i] = a[i];
        }
        Numbers base = Numbers.of(dtype, a);
        Numbers suspect = Numbers.of(dtype, b);
        double pivot = seed % 2 == 0 ? 0 : base.values()[0];
        sum(TestKernels.SCALAR, base, suspect, pivot, expected);
        sum(vector, base, suspect, pivot, actual);
        assertAgreement(dtype + " " + draw, length, seed);
    }

    private static void sum(PairKernel kernel, Numbers a, Numbers b, double pivot, BlockSums sums) {
        sums.clear();
        switch (a.dtype()) {
            case BF16 -> kernel.sumNarrow(a.segment(), 0, b.segment(), 0, a.count(), (float) pivot, 0.25f, sums);
            case F32 -> kernel.sumF32(a.segment(), 0, b.segment(), 0, a.count(), sums);
            default -> kernel.sumF64(a.segment(), 0, b.segment(), 0, a.count(), pivot, 0.25, sums);
        }
    }

    private void assertAgreement(String what, int length, int seed) {
        assertThat(bits(actual))
                .as("%s, length %d, seed %d", what, length, seed)
                .isEqualTo(bits(expected));
    }

    /** All lanes and counts. NaN counts as one number: which of its bits an addition yields is left to the processor. */
    private static long[] bits(BlockSums sums) {
        LongStream lanes = Stream.of(sums.x, sums.y, sums.xx, sums.yy, sums.xy, sums.dd)
                .flatMapToDouble(Arrays::stream)
                .mapToLong(Double::doubleToLongBits);
        boolean finite = sums.areFinite();
        LongStream largest = finite
                ? LongStream.concat(
                        Arrays.stream(sums.max), Arrays.stream(sums.floatMax).asLongStream())
                : LongStream.empty();
        return Stream.of(lanes, largest, LongStream.of(sums.equal, sums.zerosA, sums.zerosB))
                .flatMapToLong(each -> each)
                .toArray();
    }

    private static double[] numbers(Draw draw, int length, Random random) {
        return DoubleStream.generate(() -> draw.single(random)).limit(length).toArray();
    }
}
