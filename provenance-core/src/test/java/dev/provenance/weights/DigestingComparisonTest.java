package dev.provenance.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.ReadOptions;
import dev.provenance.safetensors.SafetensorsException;
import dev.provenance.safetensors.SafetensorsWriter;
import dev.provenance.safetensors.TensorArchive;
import dev.provenance.safetensors.TensorView;
import dev.provenance.weights.digest.DigestedTensor;
import dev.provenance.weights.digest.TensorDigester;
import dev.provenance.weights.digest.TensorDigests;
import dev.provenance.weights.internal.kernel.Numbers;
import dev.provenance.weights.internal.kernel.TestKernels;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tensors of several chunks and of less than one, in a pair and in none. */
@Tag("both-kernels")
class DigestingComparisonTest {

    private static final int LARGE = 2_500_001;
    private static final int SMALL = 1_003;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        new SafetensorsWriter()
                .add("large", DType.BF16, List.of((long) LARGE), numbers(DType.BF16, LARGE, 1))
                .add("small", DType.F32, List.of((long) SMALL), numbers(DType.F32, SMALL, 2))
                .add("onlyInBase", DType.F16, List.of((long) LARGE), numbers(DType.F16, LARGE, 3))
                .add("reshaped", DType.F32, List.of(1L, (long) SMALL), numbers(DType.F32, SMALL, 2))
                .write(folder.resolve("base"));
        new SafetensorsWriter()
                .add("empty", DType.F32, List.of(0L), new byte[0])
                .add("large", DType.F32, List.of((long) LARGE), numbers(DType.F32, LARGE, 4))
                .add("packed", DType.U8, List.of(3L), new byte[] {1, 2, 3})
                .add("reshaped", DType.F32, List.of((long) SMALL, 1L), numbers(DType.F32, SMALL, 5))
                .add("small", DType.F64, List.of((long) SMALL), numbers(DType.F64, SMALL, 6))
                .write(folder.resolve("suspect"));
    }

    private static byte[] numbers(DType dtype, int count, int seed) {
        Random random = new Random(seed);
        double[] values =
                DoubleStream.generate(random::nextGaussian).limit(count).toArray();
        return Numbers.of(dtype, values).bytes();
    }

    private TensorArchive open(String name, ReadOptions.Access access) throws IOException {
        return TensorArchive.open(folder.resolve(name), ReadOptions.defaults().withAccess(access));
    }

    private static List<TensorPair> pairs(TensorArchive base, TensorArchive suspect) {
        return TestPairs.of(base, suspect);
    }

    @ParameterizedTest
    @CsvSource({"1, MAPPED", "2, MAPPED", "3, MAPPED", "1, COPIED", "3, COPIED"})
    void similaritiesAreThoseOfAComparisonAloneAndDigestsThoseOfTheTensors(int threads, ReadOptions.Access access)
            throws IOException, InterruptedException {
        try (TensorArchive base = open("base", access);
                TensorArchive suspect = open("suspect", access)) {
            List<TensorPair> pairs = pairs(base, suspect);
            StreamedComparison digesting = StreamedComparison.digesting(base, suspect, pairs);
            AtomicLong bytes = new AtomicLong();
            List<TensorComparison> compared = digesting.run(threads, bytes::set);
            TensorDigests digests = digesting.digests().orElseThrow();

            assertThat(pairs).hasSize(2);
            assertThat(compared)
                    .isEqualTo(
                            StreamedComparison.of(pairs, Sampling.everything()).run(2, done -> {}));
            assertThat(digests.base()).isEqualTo(oneByOne(base));
            assertThat(digests.suspect()).isEqualTo(oneByOne(suspect));
            assertThat(bytes)
                    .hasValue(digesting.bytesPlanned())
                    .hasValue(bytes(base.tensors()) + bytes(suspect.tensors()));
        }
    }

    private static long bytes(List<TensorView> tensors) {
        return tensors.stream().mapToLong(TensorView::byteSize).sum();
    }

    private static List<DigestedTensor> oneByOne(TensorArchive archive) throws IOException {
        List<DigestedTensor> digested = new ArrayList<>();
        for (TensorView tensor : archive.tensors()) {
            digested.add(DigestedTensor.of(tensor, new TensorDigester().digest(tensor)));
        }
        return digested;
    }

    @Test
    void everyTensorHasTheSha256OfItsBytes() throws IOException, InterruptedException, NoSuchAlgorithmException {
        try (TensorArchive base = open("base", ReadOptions.Access.MAPPED);
                TensorArchive suspect = open("suspect", ReadOptions.Access.MAPPED);
                Arena arena = Arena.ofConfined()) {
            StreamedComparison digesting = StreamedComparison.digesting(base, suspect, pairs(base, suspect));
            digesting.run(2, done -> {});
            List<DigestedTensor> digested = digesting.digests().orElseThrow().suspect();

            assertThat(digested).hasSameSizeAs(suspect.tensors());
            for (int i = 0; i < digested.size(); i++) {
                TensorView tensor = suspect.tensors().get(i);
                byte[] bytes = tensor.read(0, tensor.byteSize(), arena).toArray(ValueLayout.JAVA_BYTE);
                byte[] expected = MessageDigest.getInstance("SHA-256").digest(bytes);
                assertThat(digested.get(i).name()).isEqualTo(tensor.name());
                assertThat(digested.get(i).digest().sha256())
                        .isEqualTo(HexFormat.of().formatHex(expected));
            }
        }
    }

    @Test
    void withoutPairsAllIsDigested() throws IOException, InterruptedException {
        try (TensorArchive base = open("base", ReadOptions.Access.MAPPED)) {
            StreamedComparison digesting = StreamedComparison.digesting(base, base, List.of());

            assertThat(digesting.run(3, done -> {})).isEmpty();
            assertThat(digesting.digests().orElseThrow().suspect())
                    .isEqualTo(digesting.digests().orElseThrow().base())
                    .isEqualTo(oneByOne(base));
        }
    }

    @Test
    void withoutDigestsThereAreNone() throws IOException, InterruptedException {
        StreamedComparison plain = StreamedComparison.of(List.of(), Sampling.everything());
        plain.run(1, done -> {});

        assertThat(plain.digests()).isEmpty();
    }

    @Test
    void stopsBetweenTheChunksOfAPair() throws IOException {
        try (TensorArchive base = open("base", ReadOptions.Access.MAPPED);
                TensorArchive suspect = open("suspect", ReadOptions.Access.MAPPED)) {
            List<TensorPair> pairs = pairs(base, suspect);
            List<PendingPair> pending = WindowPlan.of(pairs, Sampling.everything()).stream()
                    .map(plan -> new PendingPair(pairs.getFirst(), plan))
                    .toList();
            AtomicLong read = new AtomicLong();
            DigestingWorker worker = new DigestingWorker(
                    pending,
                    new PendingDigests(base, suspect, pairs),
                    new ChunkSummer(TestKernels.SCALAR),
                    () -> read.get() > 0,
                    read::addAndGet);

            assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> worker.run(0))
                    .withMessageStartingWith("stopped while comparing ");
            assertThat(read).hasValue(6 * ChunkSummer.CHUNK);
        }
    }

    @Test
    void anInterruptAndAChangedFileEndIt() throws IOException {
        try (TensorArchive base = open("base", ReadOptions.Access.MAPPED);
                TensorArchive suspect = open("suspect", ReadOptions.Access.MAPPED)) {
            StreamedComparison digesting = StreamedComparison.digesting(base, suspect, pairs(base, suspect));
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> digesting.run(2, done -> {}));
            assertThat(Thread.interrupted()).isFalse();

            Files.write(folder.resolve("suspect"), new byte[10]);
            assertThatExceptionOfType(SafetensorsException.class)
                    .isThrownBy(() -> StreamedComparison.digesting(base, suspect, pairs(base, suspect))
                            .run(2, done -> {}));
        }
    }
}
