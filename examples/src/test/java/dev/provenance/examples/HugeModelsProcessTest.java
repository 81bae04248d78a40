package dev.provenance.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.provenance.Model;
import dev.provenance.Provenance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of 100 GB on 128 MB of heap, in a process of its own. The files are sparse. */
class HugeModelsProcessTest {

    private static final String HEAP = "-Xmx128m";
    private static final long HUGE = 50_000_000_000L;
    private static final int SMALL = 64 * 64;
    private static final Pattern BYTES = Pattern.compile("(\\d+) of (\\d+) bytes");

    @TempDir
    static Path folder;

    private static Path base;
    private static Path suspect;

    @BeforeAll
    static void write() throws IOException {
        base = sparse("base.safetensors", 1);
        suspect = sparse("suspect.safetensors", 2);
    }

    @Test
    void sampleOfHundredGigabytesIsCompared() throws IOException, InterruptedException {
        Process process = start(Compare.class, base, suspect, "--sample", 0.0001, "--copy");
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();

        assertThat(process.exitValue()).as(output()).isZero();
        assertThat(output())
                .contains("not compared: 0 of 4 tensors of the suspect")
                .doesNotContain("OutOfMemory");
    }

    @Test
    void hundredGigabytesAreReadUntilTheProcessIsEnded() throws IOException, InterruptedException {
        Process process = start(Watched.class, base, suspect);
        assertThat(process.waitFor(3, TimeUnit.SECONDS)).as(output()).isFalse();
        process.destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThat(output()).doesNotContain("OutOfMemory", "Exception");
        Matcher progress = BYTES.matcher(output());
        long done = 0;
        while (progress.find()) {
            assertThat(Long.parseLong(progress.group(2))).isGreaterThan(4 * HUGE);
            assertThat(Long.parseLong(progress.group(1))).isGreaterThanOrEqualTo(done);
            done = Long.parseLong(progress.group(1));
        }
        assertThat(done).as("bytes read").isGreaterThan(1L << 26);
    }

    /** Compares two models whole and prints the progress, as Compare does on a terminal. */
    static final class Watched {

        private Watched() {}

        public static void main(String[] args) throws IOException, InterruptedException {
            try (Model origin = Model.open(Path.of(args[0]));
                    Model examined = Model.open(Path.of(args[1]))) {
                Provenance.examine(examined)
                        .against(origin)
                        .onProgress(progress ->
                                System.out.println(progress.bytesDone() + " of " + progress.bytesPlanned() + " bytes"))
                        .run();
            }
        }
    }

    private static Process start(Class<?> program, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
    }

    private static String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }

    /** Three small tensors of random BF16, and behind them a huge one of zeros that takes no room. */
    private static Path sparse(String name, int seed) throws IOException {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            entries.add(
                    entry("model.layers." + i + ".mlp.up_proj.weight", "64,64", i * 2L * SMALL, (i + 1) * 2L * SMALL));
        }
        long hugeAt = 3 * 2L * SMALL;
        entries.add(entry("model.embed_tokens.weight", HUGE / 1000 + ",1000", hugeAt, hugeAt + 2 * HUGE));
        byte[] header = ("{" + String.join(",", entries) + "}").getBytes(StandardCharsets.UTF_8);
        ByteBuffer start = ByteBuffer.allocate(Long.BYTES + header.length + (int) hugeAt)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header);
        Random random = new Random(seed);
        while (start.hasRemaining()) {
            start.putShort((short) (Float.floatToRawIntBits((float) random.nextGaussian()) >>> 16));
        }
        Path file = folder.resolve(name);
        long freeBefore = Files.getFileStore(folder).getUsableSpace();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(start.flip());
            channel.write(ByteBuffer.allocate(1), start.limit() + 2 * HUGE - 1);
        } catch (IOException e) {
            assumeTrue(false, "the file system cannot hold a sparse file of 100 GB: " + e.getMessage());
        }
        long taken = freeBefore - Files.getFileStore(folder).getUsableSpace();
        assumeTrue(taken < 1 << 30, "the file system does not store files sparsely");
        return file;
    }

    private static String entry(String name, String shape, long begin, long end) {
        return "\"" + name + "\":{\"dtype\":\"BF16\",\"shape\":[" + shape + "],\"data_offsets\":[" + begin + "," + end
                + "]}";
    }
}
