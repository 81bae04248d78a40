package dev.provenance.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.ReadOptions;
import dev.provenance.safetensors.ReadOptions.Access;
import dev.provenance.safetensors.SafetensorsWriter;
import dev.provenance.safetensors.TensorArchive;
import dev.provenance.weights.TensorSimilarity.Intervals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples of files: one tensor of 500 windows, the last of them short, and one of three. */
@Tag("both-kernels")
class SampledComparisonTest {

    private static final int WINDOW = 2048;
    private static final int LARGE = 500 * WINDOW - 7;
    private static final int SMALL = 3 * WINDOW;
    private static final Sampling TENTH = Sampling.fraction(0.1).seed(11).windowElements(WINDOW);

    @TempDir
    Path folder;

    private TensorArchive base;
    private TensorArchive suspect;
    private List<TensorPair> pairs;

    @BeforeEach
    void write() throws IOException {
        float[] numbers = numbers(LARGE, 1);
        float[] others = numbers(LARGE, 2);
        for (int i = 0; i < LARGE; i++) {
            others[i] = 0.8f * numbers[i] + 0.6f * others[i];
        }
        base = open("base", numbers, Access.MAPPED);
        suspect = open("suspect", others, Access.MAPPED);
        pairs = TestPairs.of(base, suspect);
    }

    @AfterEach
    void close() {
        base.close();
        suspect.close();
    }

    private TensorArchive open(String name, float[] large, Access access) throws IOException {
        Path file = new SafetensorsWriter()
                .floats("large", large)
                .add("small", DType.F32, List.of(3L, 2048L), SafetensorsWriter.bytes(numbers(SMALL, 3)))
                .write(folder.resolve(name));
        return TensorArchive.open(file, ReadOptions.defaults().withAccess(access));
    }

    private static float[] numbers(int count, int seed) {
        Random random = new Random(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static List<TensorComparison> run(List<TensorPair> pairs, Sampling sampling, int threads)
            throws IOException, InterruptedException {
        return StreamedComparison.of(pairs, sampling).run(threads, bytes -> {});
    }

    @Test
    void largeTensorIsSampledAndSmallOneReadWhole() throws IOException, InterruptedException {
        List<TensorComparison> sampled = run(pairs, TENTH, 2);
        List<TensorComparison> whole = run(pairs, Sampling.everything(), 2);
        TensorSimilarity large = sampled.getFirst().similarity();

        assertThat(large.n()).isEqualTo(LARGE);
        assertThat(large.read()).isBetween(50L * WINDOW - 7, 50L * WINDOW);
        assertThat(large.isSampled()).isTrue();
        assertThat(large.intervals().cosine().orElseThrow().contains(0.8)).isTrue();
        assertThat(large.cosine().value()).isCloseTo(0.8, within(0.01));
        assertThat(sampled.getLast()).isEqualTo(whole.getLast());
        assertThat(sampled.getLast().similarity().intervals()).isEqualTo(Intervals.NONE);
    }

    @Test
    void theWholeFractionIsEverythingBitForBit() throws IOException, InterruptedException {
        List<TensorComparison> everything = run(pairs, Sampling.everything(), 2);

        assertThat(run(pairs, Sampling.fraction(1).windowElements(WINDOW).seed(3), 2))
                .isEqualTo(everything);
        assertThat(run(pairs, Sampling.bytes(Long.MAX_VALUE), 2)).isEqualTo(everything);
        assertThat(everything)
                .allMatch(tensor ->
                        tensor.similarity().read() == tensor.similarity().n())
                .allMatch(tensor -> tensor.similarity().intervals().equals(Intervals.NONE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void neitherThreadsNorAccessNorOrderChangeABit(int threads) throws IOException, InterruptedException {
        List<TensorComparison> expected = run(pairs, TENTH, 1);

        assertThat(run(pairs, TENTH, threads)).isEqualTo(expected);
        assertThat(run(pairs.reversed(), TENTH, threads)).isEqualTo(expected.reversed());
        assertThat(run(List.of(pairs.getFirst()), TENTH, threads)).containsExactly(expected.getFirst());
        ReadOptions copied = ReadOptions.defaults().withAccess(Access.COPIED);
        try (TensorArchive ours = TensorArchive.open(folder.resolve("base"), copied);
                TensorArchive theirs = TensorArchive.open(folder.resolve("suspect"), copied)) {
            assertThat(run(TestPairs.of(ours, theirs), TENTH, threads)).isEqualTo(expected);
        }
    }

    @Test
    void seedChangesTheEstimate() throws IOException, InterruptedException {
        assertThat(run(pairs, TENTH.seed(12), 2).getFirst())
                .isNotEqualTo(run(pairs, TENTH, 2).getFirst());
    }

    /** All that the plan leaves out is made NaN: none is counted. */
    @ParameterizedTest
    @CsvSource({"0.02", "0.4", "0.9"})
    void onlyWhatIsPlannedIsRead(double fraction) throws IOException, InterruptedException {
        Sampling sampling = Sampling.fraction(fraction).windowElements(WINDOW);
        WindowPlan plan = WindowPlan.of("large", LARGE, fraction, sampling);
        float[] hollow = new float[LARGE];
        Arrays.fill(hollow, Float.NaN);
        float[] numbers = numbers(LARGE, 1);
        for (int i = 0; i < plan.chosen(); i++) {
            long window = plan.window(i);
            int start = (int) plan.start(window);
            System.arraycopy(numbers, start, hollow, start, (int) plan.length(window));
        }
        try (TensorArchive left = open("hollow", hollow, Access.MAPPED)) {
            List<TensorPair> hollowPairs = TestPairs.of(base, left);
            AtomicLong bytes = new AtomicLong();
            StreamedComparison comparison = StreamedComparison.of(hollowPairs, sampling);
            TensorSimilarity read = comparison.run(3, bytes::set).getFirst().similarity();

            assertThat(read.suspect().nonFinite()).isZero();
            assertThat(read.read()).isEqualTo(plan.elementsRead());
            assertThat(read.allReadEqual()).isTrue();
            assertThat(read.allEqual()).isFalse();
            assertThat(bytes)
                    .hasValue(comparison.bytesPlanned())
                    .hasValue(2 * Float.BYTES * (plan.elementsRead() + SMALL));
        }
    }

    @Test
    void budgetIsKeptWhereTensorsAreLarge() {
        long all = 2L * Float.BYTES * (LARGE + SMALL);
        long budget = all / 5;
        long planned = StreamedComparison.of(pairs, Sampling.bytes(budget).windowElements(WINDOW))
                .bytesPlanned();

        assertThat(planned).isCloseTo(budget, within(2L * Float.BYTES * (SMALL + WINDOW)));
        assertThat(StreamedComparison.of(pairs, Sampling.bytes(1).windowElements(WINDOW))
                        .bytesPlanned())
                .isCloseTo(2L * Float.BYTES * (8 * WINDOW + SMALL), within(2L * Float.BYTES * 7));
    }
}
