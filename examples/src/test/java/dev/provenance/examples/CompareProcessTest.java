package dev.provenance.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own, as a user starts it. */
class CompareProcessTest {

    private static final Path ROOT = Path.of(System.getProperty("provenance.samples", "models"), "..", "..");

    @TempDir
    Path folder;

    @Test
    void hundredThousandTensorsFitInto256MegabytesOfHeap() throws IOException, InterruptedException {
        Path base = model("base.safetensors", 100_000, 1);
        Path suspect = model("suspect.safetensors", 100_000, 2);
        Path json = folder.resolve("report.json");

        Process process = compare("-Xmx256m", base, suspect, "--json", json);

        assertThat(process.exitValue()).as(output(process)).isZero();
        assertThat(output(process)).contains("not compared: 0 of 100000 tensors of the suspect");
        assertThat(json).isNotEmptyFile();
    }

    @Test
    void oneTensorMoreIsRefusedWithTheLimit() throws IOException, InterruptedException {
        Path large = model("large.safetensors", 100_001, 1);

        Process process = compare("-Xmx256m", large, large);

        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(output(process)).contains("at most 100000", "withMaxTensors");
    }

    @Test
    void withoutArgumentsTwoPairsOfSamplesAreCompared() throws IOException, InterruptedException {
        Process process = start(ROOT, "-Xmx256m");

        assertThat(process.exitValue()).isZero();
        Path page = Path.of("examples", "target", "alder-ft.html");
        assertThat(output(process))
                .contains("verdict    FINE_TUNED", "The same for birch: NO_SHARED_WEIGHTS_FOUND.", page.toString());
        assertThat(ROOT.resolve(page)).content().contains("<h1>alder-ft was made from alder by a small change");
    }

    @Test
    void withoutSamplesNoArgumentsAreBadInput() throws IOException, InterruptedException {
        Process process = compare("-Xmx256m");

        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(output(process)).contains("compare: no BASE and SUSPECT given");
    }

    private Process compare(String heap, Object... arguments) throws IOException, InterruptedException {
        return start(folder, heap, arguments);
    }

    private Process start(Path workingFolder, String heap, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                Compare.class.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command)
                .directory(workingFolder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return process;
    }

    private String output(Process process) throws IOException {
        assertThat(process.isAlive()).isFalse();
        return Files.readString(folder.resolve("output.txt"));
    }

    /** Experts of a mixture: 4 × 4 matrices in F32, with names as long as real ones. */
    private Path model(String name, int tensors, int seed) throws IOException {
        int bytes = 64;
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < tensors; i++) {
            header.append(i == 0 ? "" : ",")
                    .append("\"model.layers.")
                    .append(i / 1000)
                    .append(".mlp.experts.")
                    .append(i % 1000)
                    .append(".down_proj.weight\":{\"dtype\":\"F32\",\"shape\":[4,4],\"data_offsets\":[")
                    .append((long) i * bytes)
                    .append(',')
                    .append((i + 1L) * bytes)
                    .append("]}");
        }
        byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve(name);
        Random random = new Random(seed);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(json.length)
                    .array());
            out.write(json);
            ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < tensors; i++) {
                data.clear();
                while (data.hasRemaining()) {
                    data.putFloat((float) random.nextGaussian());
                }
                out.write(data.array());
            }
        }
        return file;
    }
}
