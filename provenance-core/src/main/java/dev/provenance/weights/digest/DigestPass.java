package dev.provenance.weights.digest;

import dev.provenance.safetensors.TensorArchive;
import dev.provenance.safetensors.TensorView;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Digests all tensors of an archive, each byte read once. The unit of work is a tensor, because SHA-256 reads its bytes in
 * order: more threads than tensors do not help, and the last large tensor is one thread's. The result does not depend on
 * the number of threads.
 */
public final class DigestPass {

    private final List<TensorView> tensors;
    private final AtomicReferenceArray<@Nullable DigestedTensor> digested;
    private final LongAdder bytesDone = new LongAdder();

    private DigestPass(List<TensorView> tensors) {
        this.tensors = tensors;
        this.digested = new AtomicReferenceArray<>(tensors.size());
    }

    /** Bytes that {@link #run} reads. */
    public static long bytesPlanned(TensorArchive archive) {
        return archive.tensors().stream().mapToLong(TensorView::byteSize).sum();
    }

    /**
     * Digests all tensors.
     *
     * @param threads worker threads, at least 1
     * @param runner runs the work
     * @param bytesDone called on this thread from time to time and at the end, with the bytes read so far
     * @return one result for each tensor, in the archive's order
     * @throws InterruptedException if this thread is interrupted; the workers have then ended
     * @throws IllegalStateException if the archive is closed
     * @throws IOException if a file cannot be read, or changed since it was opened
     */
    public static List<DigestedTensor> run(
            TensorArchive archive, int threads, TaskRunner runner, LongConsumer bytesDone)
            throws IOException, InterruptedException {
        return new DigestPass(archive.tensors()).run(threads, runner, bytesDone);
    }

    private List<DigestedTensor> run(int threads, TaskRunner runner, LongConsumer progress)
            throws IOException, InterruptedException {
        runner.run(
                tensors.size(),
                threads,
                stopped -> {
                    TensorDigester digester = new TensorDigester();
                    return task -> {
                        TensorView tensor = tensors.get((int) task);
                        TensorDigest digest = digester.digest(tensor, bytesDone::add, stopped);
                        digested.set((int) task, DigestedTensor.of(tensor, digest));
                    };
                },
                () -> progress.accept(bytesDone.sum()));
        return IntStream.range(0, tensors.size())
                .mapToObj(i -> Objects.requireNonNull(digested.get(i)))
                .toList();
    }
}
