package dev.provenance.weights.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.ReadOptions;
import dev.provenance.safetensors.SafetensorsException;
import dev.provenance.safetensors.SafetensorsWriter;
import dev.provenance.safetensors.TensorArchive;
import dev.provenance.safetensors.TensorView;
import dev.provenance.weights.PooledTasks;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestPassTest {

    @TempDir
    Path folder;

    private Path index = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Map<String, SafetensorsWriter> shards = new LinkedHashMap<>();
        for (int shard = 0; shard < 2; shard++) {
            SafetensorsWriter writer = new SafetensorsWriter();
            for (int i = 0; i < 5; i++) {
                int count = 1000 + 150_000 * i;
                byte[] bytes = SketchOf.bytes(DType.BF16, SketchOf.gaussian(i, count));
                writer.add("part" + shard + ".layer" + i, DType.BF16, List.of((long) count), bytes);
            }
            shards.put("model-0000" + (shard + 1) + "-of-00002.safetensors", writer);
        }
        index = SafetensorsWriter.writeSharded(folder, shards);
    }

    @ParameterizedTest
    @CsvSource({"1, MAPPED", "2, MAPPED", "3, MAPPED", "1, COPIED", "3, COPIED"})
    void threadsAndAccessMakeNoDifference(int threads, ReadOptions.Access access)
            throws IOException, InterruptedException {
        try (TensorArchive archive =
                TensorArchive.open(index, ReadOptions.defaults().withAccess(access))) {
            AtomicLong bytes = new AtomicLong();
            List<DigestedTensor> digested = DigestPass.run(archive, threads, PooledTasks::run, bytes::set);
            assertThat(bytes).hasValue(DigestPass.bytesPlanned(archive)).hasValue(2 * 2 * (5 * 1000 + 10 * 150_000L));
            assertThat(digested).isEqualTo(oneByOne(archive));
        }
    }

    private static List<DigestedTensor> oneByOne(TensorArchive archive) throws IOException {
        List<DigestedTensor> digested = new ArrayList<>();
        for (TensorView tensor : archive.tensors()) {
            digested.add(DigestedTensor.of(tensor, new TensorDigester().digest(tensor)));
        }
        return digested;
    }

    /** Each tensor of the first file is there once more in the second. */
    @Test
    void equalTensorsAreFoundAcrossFiles() throws IOException, InterruptedException {
        try (TensorArchive archive = TensorArchive.open(index)) {
            List<DigestedTensor> digested = DigestPass.run(archive, 2, PooledTasks::run, bytes -> {});
            List<EqualTensors.Group> groups =
                    EqualTensors.of(digested, List.of()).groups();
            assertThat(groups)
                    .hasSize(5)
                    .allSatisfy(group -> assertThat(group.base())
                            .extracting(DigestedTensor::file)
                            .containsExactly("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"));
            assertThat(groups.getFirst().base())
                    .extracting(DigestedTensor::name)
                    .containsExactly("part0.layer0", "part1.layer0");
        }
    }

    @Test
    void anInterruptEndsThePass() throws IOException {
        try (TensorArchive archive = TensorArchive.open(index)) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() -> DigestPass.run(archive, 2, PooledTasks::run, bytes -> {}));
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void aStoppedPassEndsWithinATensor() throws IOException {
        TaskRunner stopping =
                (tasks, threads, workers, onTick) -> workers.apply(() -> true).run(0);
        try (TensorArchive archive = TensorArchive.open(index)) {
            assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> DigestPass.run(archive, 1, stopping, bytes -> {}));
        }
    }

    @Test
    void aFailureOfOneTensorEndsThePass() throws IOException {
        try (TensorArchive archive = TensorArchive.open(index)) {
            Files.write(folder.resolve("model-00002-of-00002.safetensors"), new byte[10]);
            assertThatExceptionOfType(SafetensorsException.class)
                    .isThrownBy(() -> DigestPass.run(archive, 2, PooledTasks::run, bytes -> {}));
        }
    }
}
