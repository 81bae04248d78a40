package dev.provenance.safetensors;

import static dev.provenance.safetensors.SafetensorsWriter.writeIndex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSelectionTest {
    @TempDir
    Path folder;

    private Path write(String name, String tensor) throws IOException {
        return new SafetensorsWriter().floats(tensor, 1).write(folder.resolve(name));
    }

    @Test
    void missingFile() {
        Refusals.opening(
                folder.resolve("no"), Rule.FILE_MISSING, "no: file not found", "nothing at this path", "Check");
        Path index = folder.resolve("no.safetensors.index.json");
        Refusals.opening(index, Rule.FILE_MISSING, "no.safetensors.index.json");
    }

    @Test
    void folderInTheFilesPlace() throws IOException {
        Files.createDirectory(folder.resolve("model.safetensors"));
        Refusals.opening(folder, Rule.NOT_A_FILE, "model.safetensors: ", "a regular file, actual a folder");
    }

    @Test
    void emptyFolder() throws IOException {
        Files.writeString(folder.resolve("pytorch_model.bin"), "");
        Refusals.opening(
                folder,
                Rule.NOTHING_TO_OPEN,
                "model.safetensors, *.safetensors.index.json or *.safetensors",
                "1 entries of other names");
    }

    @Test
    void severalIndexes() throws IOException {
        Files.writeString(folder.resolve("a.safetensors.index.json"), "");
        Files.writeString(folder.resolve("b.safetensors.index.json"), "");
        String both = "a.safetensors.index.json and b.safetensors.index.json";
        Refusals.opening(folder, Rule.SEVERAL_INDEXES, both, "Open the index that is meant");
    }

    @Test
    void wholeModelComesFirstAndTheRestIsReported() throws IOException {
        write("model.safetensors", "whole");
        Path adapter = write("adapter.safetensors", "adapter");
        Path index = writeIndex(folder, Map.of("x", "gone.safetensors"));
        try (TensorArchive archive = TensorArchive.open(folder)) {
            assertThat(archive.tensors()).extracting(TensorView::name).containsExactly("whole");
            assertThat(archive.anomalies())
                    .containsExactlyInAnyOrder(
                            Anomaly.of(adapter, Anomaly.Kind.BESIDE_SINGLE_FILE, "model.safetensors"),
                            Anomaly.of(index, Anomaly.Kind.BESIDE_SINGLE_FILE, "model.safetensors"));
        }
    }

    @Test
    void filesThatTheIndexDoesNotListAreReported() throws IOException {
        write("a.safetensors", "a");
        Path other = write("z.safetensors", "z");
        writeIndex(folder, Map.of("a", "a.safetensors"));
        try (TensorArchive archive = TensorArchive.open(folder)) {
            assertThat(archive.tensors()).extracting(TensorView::name).containsExactly("a");
            String detail = "not opened: the checkpoint is what model.safetensors.index.json lists";
            assertThat(archive.anomalies())
                    .containsExactly(Anomaly.of(other, Anomaly.Kind.BESIDE_INDEX, "model.safetensors.index.json"))
                    .extracting(Anomaly::rule, Anomaly::detail)
                    .containsExactly(tuple(Rule.FILE_LEFT_OUT, detail));
        }
    }

    @Test
    void withoutAnIndexAllFilesAreShards() throws IOException {
        write("z.safetensors", "b");
        write("a.safetensors", "c");
        try (TensorArchive archive = TensorArchive.open(folder)) {
            assertThat(archive.tensors()).extracting(TensorView::name).containsExactly("c", "b");
            assertThat(archive.anomalies()).isEmpty();
        }
    }

    @Test
    void aFileMayHaveAnyName() throws IOException {
        try (TensorArchive archive = TensorArchive.open(write("0123abcd", "w"))) {
            assertThat(archive.find("w")).isPresent();
        }
    }

    @Test
    void standIns() throws IOException {
        Path file = Files.writeString(
                folder.resolve("model.safetensors"),
                "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n");
        Refusals.opening(folder, Rule.STAND_IN, "a git-LFS pointer", "git lfs pull");
        Files.writeString(file, "../../blobs/0123abcd");
        Refusals.opening(file, Rule.STAND_IN, "the text of a symbolic link", "Download the file again");
    }
}
