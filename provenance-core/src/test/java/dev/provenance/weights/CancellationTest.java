package dev.provenance.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.provenance.Model;
import dev.provenance.Progress;
import dev.provenance.Provenance;
import dev.provenance.safetensors.ReadOptions;
import dev.provenance.safetensors.SafetensorsWriter;
import dev.provenance.safetensors.TensorView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of a run that takes long, on files that hold next to nothing. */
class CancellationTest {

    private static final long GIB = 1L << 30;
    /** One second is promised; twice that allows for a machine that does other things. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    /** Two models, closed together; closing again does nothing. */
    private record Models(Model base, Model suspect) implements AutoCloseable {
        @Override
        public void close() {
            base.close();
            suspect.close();
        }
    }

    @ParameterizedTest
    @EnumSource(ReadOptions.Access.class)
    void interruptEndsALongRun(ReadOptions.Access access) throws Exception {
        try (Models models = openLarge(access)) {
            assertInterruptible(models, progress -> progress.bytesDone() > 0);
            assertUsableThenDeletable(models);
        }
    }

    @ParameterizedTest
    @EnumSource(ReadOptions.Access.class)
    void failingListenerEndsALongRun(ReadOptions.Access access) throws IOException {
        try (Models models = openLarge(access)) {
            long[] thrownAt = new long[1];
            assertThatThrownBy(() -> Provenance.examine(models.suspect)
                            .against(models.base)
                            .onProgress(progress -> {
                                if (progress.bytesDone() > 0) {
                                    thrownAt[0] = System.nanoTime();
                                    assertThat(progress.share())
                                            .as("still runs")
                                            .isLessThan(0.9);
                                    throw new IllegalStateException("enough");
                                }
                            })
                            .run())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("enough");
            assertThat(Duration.ofNanos(System.nanoTime() - thrownAt[0])).isLessThan(LIMIT);
            assertUsableThenDeletable(models);
        }
    }

    private void assertInterruptible(Models models, Predicate<Progress> when) throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        Consumer<Progress> listener = progress -> {
            if (when.test(progress)) {
                reached.countDown();
            }
        };
        FutureTask<?> run = new FutureTask<>(() -> Provenance.examine(models.suspect)
                .against(models.base)
                .onProgress(listener)
                .run());
        Thread runner = Thread.ofPlatform().start(run);
        assertThat(reached.await(10, TimeUnit.SECONDS)).as("has begun").isTrue();
        assertThat(run.isDone()).as("still runs").isFalse();

        long start = System.nanoTime();
        runner.interrupt();
        boolean ended = runner.join(Duration.ofSeconds(60));

        assertThat(ended).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
        assertThatThrownBy(run::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(workers()).isEmpty();
    }

    private void assertUsableThenDeletable(Models models) throws IOException {
        assertThat(workers()).isEmpty();
        for (Model model : List.of(models.base, models.suspect)) {
            TensorView tensor = model.weights().tensors().getFirst();
            double[] last = new double[3];
            tensor.decode(tensor.elementCount() - 3, last);
            assertThat(last).containsExactly(0, 0, 1);
            Path file = tensor.file();
            model.close();
            Files.delete(file);
            assertThat(file).doesNotExist();
        }
    }

    private static List<String> workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("provenance-worker"))
                .toList();
    }

    private Models openLarge(ReadOptions.Access access) throws IOException {
        long bytes = 6 * GIB;
        return open(
                "{\"model.embed_tokens.weight\":" + SafetensorsWriter.entry("BF16", "[" + bytes / 2 + "]", 0, bytes)
                        + "}",
                bytes,
                access);
    }

    private Models open(String header, long bytes, ReadOptions.Access access) throws IOException {
        ReadOptions options = ReadOptions.defaults().withAccess(access);
        return new Models(
                Model.open(sparse("base.safetensors", header, bytes), options),
                Model.open(sparse("suspect.safetensors", header, bytes), options));
    }

    /** Zeros, but for a last element that is 1. */
    private Path sparse(String name, String header, long bytes) throws IOException {
        Path file = SafetensorsWriter.writeRaw(folder.resolve(name), header, new byte[0]);
        long freeBefore = Files.getFileStore(folder).getUsableSpace();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) 0x80, 0x3F}), Files.size(file) + bytes - 2);
        } catch (IOException e) {
            assumeTrue(false, "the file system cannot hold a sparse file of " + bytes + " bytes: " + e.getMessage());
        }
        long taken = freeBefore - Files.getFileStore(folder).getUsableSpace();
        assumeTrue(taken < GIB, "the file system does not store files sparsely");
        return file;
    }
}
