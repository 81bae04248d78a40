package dev.provenance.safetensors;

import static dev.provenance.safetensors.SafetensorsWriter.entry;
import static dev.provenance.safetensors.SafetensorsWriter.writeRaw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LenientTest {
    private static final ReadOptions LENIENT = ReadOptions.defaults().withLenient(true);

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = folder.resolve("m.safetensors");
    }

    @Test
    void lastTensorOfANameCounts() throws IOException {
        writeRaw(file, "{\"w\":" + entry("U8", "[2]", 0, 2) + ",\"w\":" + entry("I8", "[2]", 0, 2) + "}", new byte[2]);
        try (TensorArchive archive = TensorArchive.open(file, LENIENT)) {
            assertThat(archive.tensors()).extracting(TensorView::dtype).containsExactly(DType.I8);
            assertThat(archive.anomalies())
                    .extracting(Anomaly::file, Anomaly::rule, Anomaly::detail)
                    .containsExactly(tuple(file, Rule.DUPLICATE_KEY, "'w' again, the last one counts"));
        }
    }

    @Test
    void bytesOfADroppedTensorAreAHole() throws IOException {
        writeRaw(file, "{\"w\":" + entry("U8", "[1]", 0, 1) + ",\"w\":" + entry("U8", "[1]", 1, 2) + "}", new byte[2]);
        Refusals.opening(file, LENIENT, Rule.HOLE, "tensor 'w'");
    }

    @Test
    void lastMetadataOfAKeyCounts() throws IOException {
        writeRaw(file, "{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", new byte[0]);
        try (TensorArchive archive = TensorArchive.open(file, LENIENT)) {
            assertThat(archive.files().getFirst().metadata())
                    .containsEntry("k", "2")
                    .hasSize(1);
            assertThat(archive.anomalies()).extracting(Anomaly::rule).containsExactly(Rule.DUPLICATE_KEY);
        }
    }

    @Test
    void whiteSpaceBeforeTheObject() throws IOException {
        writeRaw(file, "\n {}", new byte[0]);
        try (TensorArchive archive = TensorArchive.open(file, LENIENT)) {
            assertThat(archive.anomalies()).extracting(Anomaly::rule).containsExactly(Rule.HEADER_START);
        }
    }

    @Test
    void lastShardOfATensorCounts() throws IOException {
        new SafetensorsWriter().floats("w", 1).write(file);
        Path index = folder.resolve("model.safetensors.index.json");
        Files.writeString(index, "{\"weight_map\":{\"w\":\"other.safetensors\",\"w\":\"m.safetensors\"}}");
        new SafetensorsWriter().write(folder.resolve("other.safetensors"));
        try (TensorArchive archive = TensorArchive.open(index, LENIENT)) {
            assertThat(archive.find("w"))
                    .hasValueSatisfying(w -> assertThat(w.file()).isEqualTo(file));
            assertThat(archive.anomalies()).extracting(Anomaly::rule).containsExactly(Rule.DUPLICATE_KEY);
        }
    }

    @Test
    void allElseStaysStrict() throws IOException {
        writeRaw(file, "{\"__metadata__\":{},\"__metadata__\":{}}", new byte[0]);
        Refusals.opening(file, LENIENT, Rule.DUPLICATE_KEY);
        writeRaw(file, "\uFEFF{}", new byte[0]);
        Refusals.opening(file, LENIENT, Rule.HEADER_START);
        writeRaw(file, "{}", new byte[1]);
        Refusals.opening(file, LENIENT, Rule.TRAILING_DATA);
    }
}
