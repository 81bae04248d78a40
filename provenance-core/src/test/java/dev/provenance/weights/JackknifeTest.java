package dev.provenance.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.safetensors.DType;
import dev.provenance.weights.StructuredPair.Structure;
import dev.provenance.weights.TensorSimilarity.Intervals;
import dev.provenance.weights.internal.kernel.Kernels;
import dev.provenance.weights.internal.kernel.MomentAccumulator;
import dev.provenance.weights.internal.kernel.PairSummer;
import dev.provenance.weights.internal.kernel.TestKernels;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.junit.jupiter.api.Test;

class JackknifeTest {

    private static final int BLOCK = Sampling.WINDOW_STEP;
    /** Eight windows of thirty-two. */
    private static final WindowPlan PLAN = new WindowPlan(32L * BLOCK, BLOCK, 8, 0);
    /** 97.5 % quantile of Student's distribution with 7 degrees of freedom, as in any table. */
    private static final double T7 = 2.364624;

    /**
     * Windows of ±1 have equal norms, so that the cosine is the mean of the windows' own: then the jackknife is the
     * standard error of a mean.
     */
    @Test
    void meanOfEqualWindowsHasItsTextbookError() {
        double[] cosines = {0.25, 0.5, 0.375, 0.125, 0.75, 0.5, 0.25, 0.25};
        List<MomentAccumulator> parts =
                Arrays.stream(cosines).mapToObj(JackknifeTest::signs).toList();
        TensorSimilarity all = StructuredPair.merged(parts);
        double mean = Arrays.stream(cosines).average().orElseThrow();
        double error = new StandardDeviation().evaluate(cosines) / Math.sqrt(8);

        assertThat(all.cosine().value()).isCloseTo(mean, within(1e-15));
        assertThat(Jackknife.degreesOfFreedom(parts)).isCloseTo(7, within(1e-12));
        assertThat(Jackknife.standardError(Jackknife.leaveOneOut(parts), TensorSimilarity::cosine)
                        .orElseThrow())
                .isCloseTo(error, within(1e-12));

        double reach = T7 * error * Math.sqrt(1 - 8.0 / 32) / (1 - mean * mean);
        Interval interval = Jackknife.intervals(all, parts, PLAN).cosine().orElseThrow();
        assertThat(interval.low()).isCloseTo(Math.tanh(artanh(mean) - reach), within(1e-6));
        assertThat(interval.high()).isCloseTo(Math.tanh(artanh(mean) + reach), within(1e-6));
    }

    private static double artanh(double x) {
        return Math.log((1 + x) / (1 - x)) / 2;
    }

    /** A window of alternating ones against itself with as many signs turned as the cosine asks for. */
    private static MomentAccumulator signs(double cosine) {
        float[] a = new float[BLOCK];
        float[] b = new float[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            a[i] = i % 2 == 0 ? 1 : -1;
            b[i] = i < (1 + cosine) / 2 * BLOCK ? a[i] : -a[i];
        }
        return window(a, b);
    }

    private static MomentAccumulator window(float[] a, float[] b) {
        MomentAccumulator moments = new MomentAccumulator();
        new PairSummer(Kernels.chosen())
                .add(TestKernels.floats(a), DType.F32, TestKernels.floats(b), DType.F32, a.length, moments);
        return moments;
    }

    @Test
    void leavingOutIsMergingTheOthers() {
        List<MomentAccumulator> parts =
                StructuredPair.of(Structure.ALL, 256, 9, 0.5, 1).windows();
        List<TensorSimilarity> without = Jackknife.leaveOneOut(parts);

        assertThat(without).hasSize(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            List<MomentAccumulator> others = new ArrayList<>(parts);
            others.remove(i);
            TensorSimilarity naive = StructuredPair.merged(others);
            assertClose(without.get(i).cosine(), naive.cosine());
            assertClose(without.get(i).centredCosine(), naive.centredCosine());
            assertClose(without.get(i).relativeL2(), naive.relativeL2());
            assertThat(without.get(i).n()).isEqualTo(naive.n());
        }
    }

    private static void assertClose(Quantity actual, Quantity expected) {
        assertThat(actual.value()).isCloseTo(expected.value(), within(1e-13));
    }

    /** The formula of Efron and Tibshirani, on replicates merged one by one. */
    @Test
    void errorsOfAllMeasuresAreThoseOfTheFormula() {
        List<MomentAccumulator> parts =
                StructuredPair.of(Structure.ALL, 1024, 8, 0.5, 2).windows();
        TensorSimilarity all = StructuredPair.merged(parts);
        Intervals intervals = Jackknife.intervals(all, parts, PLAN);
        double reach = Jackknife.reach(parts, PLAN);

        double length = all.relativeL2().value();
        double factor = Math.exp(reach * naiveError(parts, TensorSimilarity::relativeL2) / length);
        assertInterval(intervals.relativeL2().orElseThrow(), length / factor, length * factor);
        double centred = all.centredCosine().value();
        double z = reach * naiveError(parts, TensorSimilarity::centredCosine) / (1 - centred * centred);
        assertInterval(
                intervals.centredCosine().orElseThrow(),
                Math.tanh(artanh(centred) - z),
                Math.tanh(artanh(centred) + z));
    }

    private static void assertInterval(Interval interval, double low, double high) {
        assertThat(interval.low()).isCloseTo(low, within(1e-9));
        assertThat(interval.high()).isCloseTo(high, within(1e-9));
    }

    private static double naiveError(List<MomentAccumulator> parts, Function<TensorSimilarity, Quantity> measure) {
        double[] replicates = new double[parts.size()];
        for (int i = 0; i < replicates.length; i++) {
            List<MomentAccumulator> others = new ArrayList<>(parts);
            others.remove(i);
            replicates[i] = measure.apply(StructuredPair.merged(others)).value();
        }
        double mean = Arrays.stream(replicates).average().orElseThrow();
        double squares = Arrays.stream(replicates)
                .map(replicate -> (replicate - mean) * (replicate - mean))
                .sum();
        return Math.sqrt((replicates.length - 1.0) / replicates.length * squares);
    }

    @Test
    void equalTensorsGiveThePointOne() {
        List<MomentAccumulator> parts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            parts.add(signs(1));
        }
        Intervals intervals = Jackknife.intervals(StructuredPair.merged(parts), parts, PLAN);

        assertThat(intervals.cosine()).contains(new Interval(1, 1));
        assertThat(intervals.centredCosine()).contains(new Interval(1, 1));
        assertThat(intervals.relativeL2()).contains(new Interval(0, 0));
    }

    @Test
    void oneWindowThatDiffersGivesAnIntervalBelowOne() {
        List<MomentAccumulator> parts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            parts.add(signs(i == 3 ? 0.9 : 1));
        }
        TensorSimilarity all = StructuredPair.merged(parts);
        Interval interval = Jackknife.intervals(all, parts, PLAN).cosine().orElseThrow();

        assertThat(interval.contains(all.cosine().value())).isTrue();
        assertThat(interval.low()).isBetween(0.8, 0.98);
        assertThat(interval.high()).isLessThan(1);
    }

    /** The base is all but zero outside one window: without it relative L2 is beyond any bound. */
    @Test
    void lengthWithoutABoundHasNoInterval() {
        List<MomentAccumulator> parts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            float[] a = new float[BLOCK];
            float[] b = new float[BLOCK];
            Arrays.fill(a, i == 2 ? 1 : 1e-20f);
            Arrays.fill(b, 2);
            parts.add(window(a, b));
        }
        TensorSimilarity all = StructuredPair.merged(parts);

        assertThat(all.relativeL2().isDefined()).isTrue();
        assertThat(Jackknife.intervals(all, parts, PLAN).relativeL2()).isEmpty();
    }

    @Test
    void intervalsHoldTheirEstimateHoweverCloseToOne() {
        for (int exponent = 1; exponent < 60; exponent++) {
            List<MomentAccumulator> parts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                float[] a = new float[BLOCK];
                float[] b = new float[BLOCK];
                for (int j = 0; j < BLOCK; j++) {
                    a[j] = 1 + j % 3;
                    b[j] = j == i ? a[j] + (float) Math.scalb(i + 1.0, -exponent) : a[j];
                }
                parts.add(window(a, b));
            }
            TensorSimilarity all = StructuredPair.merged(parts);
            Intervals intervals = Jackknife.intervals(all, parts, PLAN);

            assertHolds(intervals.cosine().orElseThrow(), all.cosine());
            assertHolds(intervals.centredCosine().orElseThrow(), all.centredCosine());
            assertHolds(intervals.relativeL2().orElseThrow(), all.relativeL2());
            assertThat(intervals.cosine().orElseThrow().high()).isLessThanOrEqualTo(1);
        }
    }

    private static void assertHolds(Interval interval, Quantity estimate) {
        assertThat(interval.contains(estimate.value())).isTrue();
    }

    @Test
    void measureThatRestsOnOneWindowHasNoInterval() {
        List<MomentAccumulator> parts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            parts.add(i == 5 ? signs(0.5) : window(new float[BLOCK], new float[BLOCK]));
        }
        TensorSimilarity all = StructuredPair.merged(parts);

        assertThat(all.cosine().value()).isEqualTo(0.5);
        assertThat(Jackknife.intervals(all, parts, PLAN)).isEqualTo(Intervals.NONE);
        assertThat(Jackknife.degreesOfFreedom(parts)).isEqualTo(1);
    }

    @Test
    void fewHeavyWindowsLeaveFewDegreesOfFreedom() {
        List<MomentAccumulator> parts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            float[] numbers = new float[BLOCK];
            Arrays.fill(numbers, i < 3 ? 100 : 1e-3f);
            parts.add(window(numbers, numbers));
        }

        assertThat(Jackknife.degreesOfFreedom(parts)).isCloseTo(2, within(1e-6));
    }

    /** Numbers whose squares leave the range of double are summed in units of their own. */
    @Test
    void windowsOfEnormousNumbersWeighMoreThanOthers() {
        List<MomentAccumulator> parts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            double[] numbers = new double[BLOCK];
            Arrays.fill(numbers, i < 3 ? 1e200 : 1);
            MomentAccumulator part = new MomentAccumulator();
            new PairSummer(Kernels.chosen()).add(doubles(numbers), DType.F64, doubles(numbers), DType.F64, BLOCK, part);
            parts.add(part);
        }

        assertThat(Jackknife.degreesOfFreedom(parts)).isCloseTo(2, within(1e-6));
    }

    private static MemorySegment doubles(double... numbers) {
        MemorySegment segment = Arena.ofAuto().allocate((long) numbers.length * Double.BYTES);
        MemorySegment.copy(numbers, 0, segment, ValueLayout.JAVA_DOUBLE, 0, numbers.length);
        return segment;
    }
}
