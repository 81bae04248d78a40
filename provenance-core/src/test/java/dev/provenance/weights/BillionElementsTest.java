package dev.provenance.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.safetensors.DType;
import dev.provenance.weights.internal.kernel.DoubleDoubleSums;
import dev.provenance.weights.internal.kernel.MomentAccumulator;
import dev.provenance.weights.internal.kernel.Numbers;
import dev.provenance.weights.internal.kernel.PairSummer;
import dev.provenance.weights.internal.kernel.TestKernels;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tensor of more than a billion elements, made of a few chunks that occur again and again. */
class BillionElementsTest {

    private static final int CHUNK = 1 << 20;
    private static final int REPETITIONS = 320;
    /** Mean and spread of each of the chunks. */
    private static final double[][] CHUNKS = {{0, 0.02}, {0.05, 0.001}, {-0.01, 0.3}};

    /** A chunk of both tensors. */
    private record Pair(MemorySegment base, MemorySegment suspect, DoubleDoubleSums sums) {

        static Pair of(DType dtype, double mean, double spread, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] a = new double[CHUNK];
            double[] b = new double[CHUNK];
            for (int i = 0; i < CHUNK; i++) {
                double common = random.nextGaussian();
                a[i] = mean + spread * common;
                b[i] = 2 * mean + spread * (0.6 * common + 0.8 * random.nextGaussian());
            }
            Numbers base = Numbers.of(dtype, a);
            Numbers suspect = Numbers.of(dtype, b);
            return new Pair(segment(base), segment(suspect), DoubleDoubleSums.of(base.values(), suspect.values()));
        }

        private static MemorySegment segment(Numbers numbers) {
            byte[] bytes = numbers.bytes();
            return Arena.ofAuto().allocate(bytes.length, 64).copyFrom(MemorySegment.ofArray(bytes));
        }
    }

    @ParameterizedTest
    @CsvSource({"BF16, 5e-8", "F32, 1e-12"})
    void cosinesAreWithinTheContract(DType dtype, double tolerance) {
        PairSummer summer = new PairSummer(TestKernels.vector());
        List<Pair> chunks = new ArrayList<>();
        DoubleDoubleSums exact = new DoubleDoubleSums();
        for (double[] chunk : CHUNKS) {
            Pair pair = Pair.of(dtype, chunk[0], chunk[1], chunks.size());
            chunks.add(pair);
            exact.add(pair.sums(), REPETITIONS);
        }
        exact.add(chunks.getFirst().sums(), REPETITIONS);

        MomentAccumulator whole = new MomentAccumulator();
        for (int i = 0; i < REPETITIONS; i++) {
            chunks.forEach(chunk -> whole.merge(sum(summer, dtype, chunk)));
        }
        for (int i = 0; i < REPETITIONS; i++) {
            whole.merge(sum(summer, dtype, chunks.getFirst()));
        }

        TensorSimilarity similarity = TensorSimilarity.of(whole.toMoments());
        assertThat(similarity.n())
                .isEqualTo((CHUNKS.length + 1L) * REPETITIONS * CHUNK)
                .isGreaterThan(1_000_000_000);
        assertThat(similarity.cosine().number()).isCloseTo(exact.cosine(), within(tolerance));
        assertThat(similarity.centredCosine().number()).isCloseTo(exact.centredCosine(), within(tolerance));
        assertThat(similarity.relativeL2().number() / exact.relativeL2()).isCloseTo(1, within(1e-6));
    }

    private static MomentAccumulator sum(PairSummer summer, DType dtype, Pair pair) {
        MomentAccumulator moments = new MomentAccumulator();
        summer.add(pair.base(), dtype, pair.suspect(), dtype, CHUNK, moments);
        return moments;
    }
}
