package dev.provenance.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens as many tensors as the default limit allows in a process with a small heap. */
class HeapTest {
    @TempDir
    Path folder;

    /** The child: opens each path and prints how it went. */
    static final class Child {
        private Child() {}

        public static void main(String[] paths) {
            for (String path : paths) {
                try (TensorArchive archive = TensorArchive.open(Path.of(path))) {
                    System.out.println("opened " + archive.tensors().size());
                } catch (IOException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    private Path write(String name, int tensors) throws IOException {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < tensors; i++) {
            header.append(i == 0 ? "" : ",")
                    .append("\"model.layers.")
                    .append(i)
                    .append(".block_sparse_moe.experts.7.w2.weight\":")
                    .append(SafetensorsWriter.entry("U8", "[1,1]", i, i + 1));
        }
        return SafetensorsWriter.writeRaw(
                folder.resolve(name), header.append('}').toString(), new byte[tensors]);
    }

    private List<String> open(Path... paths) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName()));
        for (Path path : paths) {
            command.add(path.toString());
        }
        Path output = folder.resolve("output.txt");
        Process child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        child.waitFor();
        return Files.readAllLines(output, StandardCharsets.UTF_8);
    }

    @Test
    void asManyTensorsAsTheLimitAndOneMore() throws IOException, InterruptedException {
        Path most = write("most.safetensors", 100_000);
        Path tooMany = write("too-many.safetensors", 100_001);
        List<String> output = open(most, tooMany);
        assertThat(output).hasSize(2);
        assertThat(output.getFirst()).isEqualTo("opened 100000");
        assertThat(output.getLast())
                .contains("too-many.safetensors", "at most 100000 in the archive", "ReadOptions.withMaxTensors");
    }

    /** The header's text alone is larger than the heap. */
    @Test
    void longHeaderIsStreamed() throws IOException, InterruptedException {
        byte[] header = " ".repeat(99_000_000).getBytes(StandardCharsets.US_ASCII);
        header[0] = '{';
        header[1] = '}';
        Path padded = SafetensorsWriter.writeRaw(folder.resolve("padded.safetensors"), header, new byte[0]);
        assertThat(open(padded)).containsExactly("opened 0");
    }
}
