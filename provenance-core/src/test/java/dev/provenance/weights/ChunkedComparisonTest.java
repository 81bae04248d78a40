package dev.provenance.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.ReadOptions;
import dev.provenance.safetensors.SafetensorsWriter;
import dev.provenance.safetensors.TensorArchive;
import dev.provenance.weights.internal.kernel.MomentAccumulator;
import dev.provenance.weights.internal.kernel.Numbers;
import dev.provenance.weights.internal.kernel.PairKernel;
import dev.provenance.weights.internal.kernel.TestKernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tensors of several chunks. A pair alone is small enough for the scalar kernel, both together are enough for the vector
 * kernel where there is one.
 */
@Tag("both-kernels")
class ChunkedComparisonTest {

    private static final int[] LENGTHS = {3_000_001, 2_000_000};

    @TempDir
    static Path folder;

    private static TensorArchive base;
    private static TensorArchive suspect;
    private static List<TensorPair> pairs;

    @BeforeAll
    static void write() throws IOException {
        base = TensorArchive.open(model("base.safetensors", DType.BF16, 1));
        suspect = TensorArchive.open(model("suspect.safetensors", DType.F16, 2));
        pairs = TestPairs.of(base, suspect);
    }

    @AfterAll
    static void close() {
        base.close();
        suspect.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theNumberOfThreadsChangesNoBit(int threads) throws IOException, InterruptedException {
        AtomicLong bytes = new AtomicLong();
        List<TensorComparison> comparisons =
                StreamedComparison.of(pairs, Sampling.everything()).run(threads, bytes::set);
        assertThat(comparisons).hasSize(LENGTHS.length);
        for (int i = 0; i < LENGTHS.length; i++) {
            TensorPair pair = pairs.get(i);
            assertThat(comparisons.get(i).similarity())
                    .isEqualTo(WeightSimilarity.streaming().compare(pair.base(), pair.suspect()))
                    .isEqualTo(mergedByHand(TestKernels.SCALAR, pair));
        }
        assertThat(bytes).hasValue(4L * (LENGTHS[0] + LENGTHS[1]));
    }

    @Test
    void theKernelChangesNoBit() throws IOException {
        PairKernel vector = TestKernels.vector();
        for (TensorPair pair : pairs) {
            assertThat(mergedByHand(vector, pair)).isEqualTo(mergedByHand(TestKernels.SCALAR, pair));
        }
    }

    @Test
    void copyingInsteadOfMappingChangesNoBit() throws IOException, InterruptedException {
        ReadOptions copied = ReadOptions.defaults().withAccess(ReadOptions.Access.COPIED);
        try (TensorArchive ours = TensorArchive.open(folder.resolve("base.safetensors"), copied);
                TensorArchive theirs = TensorArchive.open(folder.resolve("suspect.safetensors"), copied)) {
            assertThat(StreamedComparison.of(TestPairs.of(ours, theirs), Sampling.everything())
                            .run(2, bytes -> {}))
                    .isEqualTo(
                            StreamedComparison.of(pairs, Sampling.everything()).run(1, bytes -> {}));
        }
    }

    @Test
    void everyElementIsCountedOnce() throws IOException {
        for (TensorPair pair : pairs) {
            TensorSimilarity similarity = WeightSimilarity.streaming().compare(pair.base(), pair.suspect());
            long elements = pair.base().elementCount();
            assertThat(similarity.n()).isEqualTo(elements);
            assertThat(similarity.base().mean()).isCloseTo(0.02, within(1e-3));
            assertThat(WeightSimilarity.streaming()
                            .compare(pair.base(), pair.base())
                            .bitEqual())
                    .isEqualTo(elements);
        }
    }

    /** Chunk by chunk, the last first, merged in the order of the elements. */
    private static TensorSimilarity mergedByHand(PairKernel kernel, TensorPair pair) throws IOException {
        List<MomentAccumulator> chunks = new ArrayList<>();
        WindowPlan plan = WindowPlan.whole(pair.base().elementCount());
        for (int part = plan.parts() - 1; part >= 0; part--) {
            chunks.addFirst(new ChunkSummer(kernel).sum(pair, plan, part));
        }
        assertThat(chunks).hasSizeGreaterThan(1);
        MomentAccumulator whole = new MomentAccumulator();
        chunks.forEach(whole::merge);
        return TensorSimilarity.of(whole.toMoments());
    }

    private static Path model(String name, DType dtype, int seed) throws IOException {
        Random random = new Random(seed);
        SafetensorsWriter writer = new SafetensorsWriter();
        for (int i = 0; i < LENGTHS.length; i++) {
            double[] values = DoubleStream.generate(() -> 0.02 + 0.05 * random.nextGaussian())
                    .limit(LENGTHS[i])
                    .toArray();
            byte[] bytes = Numbers.of(dtype, values).bytes();
            writer.add("model.layers." + i + ".mlp.up_proj.weight", dtype, List.of((long) LENGTHS[i]), bytes);
        }
        return writer.write(folder.resolve(name));
    }
}
