package dev.provenance.weights.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.safetensors.DType;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Estimates against cosines by their definition, over many draws. */
class SketchAccuracyTest {

    private static final int DRAWS = 200;

    /** Of many estimates: mean error, root mean square error, and how many intervals held the cosine. */
    private record Errors(double mean, double rootMeanSquare, double covered) {

        static Errors of(LongFunction<VectorPair> draw) {
            double sum = 0;
            double squares = 0;
            int covered = 0;
            for (long seed = 0; seed < DRAWS; seed++) {
                VectorPair pair = draw.apply(seed);
                Sketch a = SketchOf.doubles(pair.a);
                Sketch b = SketchOf.doubles(pair.b);
                double cosine = pair.cosine();
                double error = a.cosine(b) - cosine;
                sum += error;
                squares += error * error;
                Sketch.CosineInterval interval = a.cosineInterval(b);
                covered += interval.low() <= cosine && cosine <= interval.high() ? 1 : 0;
            }
            return new Errors(sum / DRAWS, Math.sqrt(squares / DRAWS), (double) covered / DRAWS);
        }

        /** Unbiased, within 1.2 times the stated standard error, nine of ten 95 % intervals hold the cosine. */
        void assertAsStated(double cosine) {
            double angle = Math.acos(cosine);
            double share = angle / Math.PI;
            double stated = Math.PI * Math.sin(angle) * Math.sqrt(share * (1 - share) / Sketch.BITS);
            assertThat(rootMeanSquare).isLessThan(1.2 * stated);
            assertThat(mean).isCloseTo(0, within(4 * stated / Math.sqrt(DRAWS)));
            assertThat(covered).isGreaterThanOrEqualTo(0.9);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9, 0.99, -0.7})
    void errorsAreAsStated(double correlation) {
        Errors.of(seed -> VectorPair.correlated(correlation, seed, 10_000)).assertAsStated(correlation);
    }

    @ParameterizedTest
    @CsvSource({"8, 0", "64, 0.5", "300, 0.9", "1000, 0", "4000, 0.99"})
    void shortTensorsAreEstimatedAsWell(int elements, double correlation) {
        Errors.of(seed -> VectorPair.ofCosine(correlation, seed, elements)).assertAsStated(correlation);
    }

    /** 512 rows, 128 columns; one column a hundred times as large. The whole cosine is nearly that column's. */
    @Test
    void aHeavyColumnWeighsByItsEnergyNotByItsSize() {
        LongFunction<VectorPair> draw = seed -> {
            VectorPair pair = VectorPair.correlated(0.2, 2 * seed, 512 * 128);
            VectorPair column = VectorPair.correlated(0.9, 2 * seed + 1_000_000, 512);
            for (int row = 0; row < 512; row++) {
                pair.a[row * 128 + 5] = 100 * column.a[row];
                pair.b[row * 128 + 5] = 100 * column.b[row];
            }
            return pair;
        };
        Errors.of(draw).assertAsStated(0.9 * (10_000 / 10_127.0) + 0.2 * (127 / 10_127.0));
    }

    /** Every 64th element is heavy: no stride of elements may share buckets. */
    @Test
    void heavyElementsAtAStrideDoNotCollide() {
        LongFunction<VectorPair> draw = seed -> {
            VectorPair pair = VectorPair.correlated(0, seed, 16_384);
            for (int i = 0; i < pair.a.length; i += 64) {
                pair.a[i] *= 1000;
                pair.b[i] *= 1000;
            }
            return pair;
        };
        Errors.of(draw).assertAsStated(0);
    }

    /** Norm weights of models that share nothing. */
    @Test
    void itIsTheRawCosine() {
        double[] a = new Random(1).doubles(4096, 0.8, 1.2).toArray();
        double[] b = new Random(2).doubles(4096, 0.8, 1.2).toArray();
        assertThat(SketchOf.doubles(a).cosine(SketchOf.doubles(b))).isCloseTo(0.987, within(0.01));
    }

    @Test
    void roundingToBf16KeepsTheDirection() {
        double[] values = SketchOf.times(0.02, SketchOf.gaussian(3, 100_000));
        Sketch whole = SketchOf.numbers(DType.F32, values);
        assertThat(whole.cosine(SketchOf.numbers(DType.BF16, values))).isGreaterThan(0.9999);
        assertThat(whole.cosine(SketchOf.numbers(DType.F16, values))).isGreaterThan(0.9999);
        assertThat(whole.cosine(SketchOf.numbers(DType.F64, values))).isGreaterThan(0.9999);
    }
}
