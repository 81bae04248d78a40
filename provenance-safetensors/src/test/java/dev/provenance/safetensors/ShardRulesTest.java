package dev.provenance.safetensors;

import static dev.provenance.safetensors.SafetensorsWriter.writeIndex;
import static dev.provenance.safetensors.SafetensorsWriter.writeSharded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardRulesTest {
    private static final String FIRST = "model-00001-of-00002.safetensors";
    private static final String SECOND = "model-00002-of-00002.safetensors";

    @TempDir
    Path folder;

    private Path index() {
        return folder.resolve("model.safetensors.index.json");
    }

    private void writeTwoShards() throws IOException {
        new SafetensorsWriter().floats("a", 1).write(folder.resolve(FIRST));
        new SafetensorsWriter().floats("b", 2).write(folder.resolve(SECOND));
    }

    @Test
    void opensIndexAndFolder() throws IOException {
        writeSharded(
                folder,
                Map.of(
                        SECOND, new SafetensorsWriter().floats("b", 2).metadata("format", "pt"),
                        FIRST, new SafetensorsWriter().floats("c", 1, 2).floats("a", 1)));
        for (Path path : new Path[] {index(), folder}) {
            try (TensorArchive archive = TensorArchive.open(path)) {
                assertThat(archive.files())
                        .extracting(ArchiveFile::path)
                        .containsExactly(folder.resolve(FIRST), folder.resolve(SECOND));
                assertThat(archive.files().get(1).metadata()).containsExactly(Map.entry("format", "pt"));
                assertThat(archive.files().get(1).bytes()).isEqualTo(Files.size(folder.resolve(SECOND)));
                assertThat(archive.tensors()).extracting(TensorView::name).containsExactly("c", "a", "b");
                assertThat(archive.elementCount()).isEqualTo(4);
                assertThat(archive.find("b")).map(TensorView::file).contains(folder.resolve(SECOND));
                assertThat(archive.find("B")).isEmpty();
                assertThat(archive.anomalies()).isEmpty();
            }
        }
    }

    @Test
    void shardMissing() throws IOException {
        new SafetensorsWriter().floats("a", 1).write(folder.resolve(FIRST));
        writeIndex(folder, Map.of("a", FIRST, "b", SECOND));
        Refusals.opening(
                folder, Rule.SHARD_MISSING, SECOND + ": ", "the shard that model.safetensors.index.json names");
    }

    @Test
    void tensorMissingFromItsShard() throws IOException {
        writeTwoShards();
        writeIndex(folder, Map.of("a", FIRST, "b", SECOND, "c", SECOND));
        Refusals.opening(folder, Rule.TENSOR_MISSING, SECOND, "tensor 'c'", "no such tensor");
    }

    @Test
    void tensorNotInIndex() throws IOException {
        new SafetensorsWriter().floats("a", 1).floats("extra", 1).write(folder.resolve(FIRST));
        writeIndex(folder, Map.of("a", FIRST));
        Refusals.opening(folder, Rule.TENSOR_NOT_IN_INDEX, FIRST, "tensor 'extra'");
    }

    @Test
    void tensorInOtherShard() throws IOException {
        writeTwoShards();
        writeIndex(folder, Map.of("a", SECOND, "b", FIRST));
        Refusals.opening(folder, Rule.TENSOR_IN_OTHER_SHARD, "tensor 'a'", SECOND + " as model", FIRST);
    }

    @Test
    void tensorInTwoShards() throws IOException {
        new SafetensorsWriter().floats("a", 1).write(folder.resolve(FIRST));
        new SafetensorsWriter().floats("a", 1).write(folder.resolve(SECOND));
        Refusals.opening(folder, Rule.TENSOR_IN_TWO_SHARDS, SECOND + ": tensor 'a'", "it is in ", FIRST + " too");
        writeIndex(folder, Map.of("a", FIRST, "b", SECOND));
        Refusals.opening(folder, Rule.TENSOR_IN_TWO_SHARDS, "tensor 'a'");
    }

    @ParameterizedTest
    @CsvSource({
        "'',an empty name",
        "/etc/model.safetensors,an absolute name",
        "../m.safetensors,a name with '..'",
        "a/../../m.safetensors,a name with '..'",
        "..,a name with '..'",
        "..\\m.safetensors,a name with a backslash",
        "C:m.safetensors,a name with a drive",
        "c:/m.safetensors,a name with a drive",
        "a//m.safetensors,a name with an empty segment",
        "./m.safetensors,a name with an empty segment",
    })
    void unsafeShardName(String name, String flaw) throws IOException {
        writeIndex(folder, Map.of("a", name));
        Refusals.opening(folder, Rule.UNSAFE_SHARD_NAME, "index.json: name leaves the folder", "actual " + flaw);
    }

    @Test
    void shardNameWithNul() throws IOException {
        writeIndex(folder, Map.of("a", "m\0.safetensors"));
        Refusals.opening(folder, Rule.UNSAFE_SHARD_NAME, "a name with a NUL character 'm\\u0000.safetensors'");
    }

    @Test
    void shardInASubfolder() throws IOException {
        Files.createDirectory(folder.resolve("part"));
        new SafetensorsWriter().floats("a", 1).write(folder.resolve("part/m.safetensors"));
        writeIndex(folder, Map.of("a", "part/m.safetensors"));
        try (TensorArchive archive = TensorArchive.open(folder)) {
            assertThat(archive.tensors()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{; NOT_JSON",
                "[]; NOT_AN_OBJECT",
                "{\"metadata\":{}}; NO_WEIGHT_MAP",
                "{\"weight_map\":[]}; WEIGHT_MAP_NOT_TEXT",
                "{\"weight_map\":{\"a\":1}}; WEIGHT_MAP_NOT_TEXT",
                "{\"weight_map\":{\"a\":\"m\",\"a\":\"m\"}}; DUPLICATE_KEY",
                "{\"weight_map\":{},\"weight_map\":{}}; DUPLICATE_KEY",
                "version https://git-lfs.github.com/spec/v1; STAND_IN"
            })
    void brokenIndex(String content, Rule rule) throws IOException {
        Files.writeString(index(), content);
        Refusals.opening(folder, rule, "model.safetensors.index.json: ");
    }

    @Test
    void weightMapNotTextNamesTheTensor() throws IOException {
        Files.writeString(index(), "{\"weight_map\":{\"a\":null}}");
        Refusals.opening(index(), Rule.WEIGHT_MAP_NOT_TEXT, "tensor 'a'", "the name of a shard, actual null");
    }

    @Test
    void limitsHoldForTheWholeArchive() throws IOException {
        writeTwoShards();
        ReadOptions one = ReadOptions.defaults().withMaxTensors(1);
        Refusals.opening(folder, one, Rule.TOO_MANY_TENSORS, SECOND, "at most 1 in the archive");
        writeIndex(folder, Map.of("a", FIRST, "b", SECOND));
        Refusals.opening(folder, one, Rule.TOO_MANY_TENSORS, "index.json", "at most 1 in the archive");
        ReadOptions small = ReadOptions.defaults().withMaxHeaderBytes(80);
        Refusals.opening(folder, small, Rule.INDEX_TOO_LARGE, "at most 80 bytes", "ReadOptions.withMaxHeaderBytes");
    }

    @Test
    void linkedShardsOfAHubCacheOpen() throws IOException {
        Path blobs = Files.createDirectories(folder.resolve("blobs"));
        Path snapshot = Files.createDirectories(folder.resolve("snapshots/0a1b"));
        new SafetensorsWriter().floats("a", 1).write(blobs.resolve("11aa"));
        new SafetensorsWriter().floats("b", 2).write(blobs.resolve("22bb"));
        Files.move(writeIndex(folder, Map.of("a", FIRST, "b", SECOND)), blobs.resolve("33cc"));
        try {
            Files.createSymbolicLink(snapshot.resolve(FIRST), Path.of("../../blobs/11aa"));
            Files.createSymbolicLink(snapshot.resolve(SECOND), Path.of("../../blobs/22bb"));
            Files.createSymbolicLink(snapshot.resolve("model.safetensors.index.json"), Path.of("../../blobs/33cc"));
        } catch (UnsupportedOperationException e) {
            assumeTrue(false, "the file system has no symbolic links");
        }
        try (TensorArchive archive = TensorArchive.open(snapshot)) {
            assertThat(archive.tensors()).extracting(TensorView::name).containsExactly("a", "b");
            double[] value = new double[1];
            archive.tensors().get(1).decode(0, value);
            assertThat(value).containsExactly(2);
        }
        Files.delete(blobs.resolve("22bb"));
        Refusals.opening(snapshot, Rule.SHARD_MISSING, "a link to a file that does not exist");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingStaysMappedAfterAFailure(boolean broken) throws IOException {
        Path maps = Path.of("/proc/self/maps");
        assumeTrue(Files.isReadable(maps), "the system does not list mappings");
        writeTwoShards();
        if (broken) {
            Files.write(folder.resolve(SECOND), new byte[3]);
            Refusals.opening(folder, Rule.FILE_TOO_SHORT);
            assertThat(Files.readString(maps)).doesNotContain(FIRST);
        } else {
            // The other half of the proof: a mapping would show.
            try (TensorArchive archive = TensorArchive.open(folder)) {
                assertThat(archive.tensors()).hasSize(2);
                assertThat(Files.readString(maps)).contains(FIRST, SECOND);
            }
        }
    }
}
