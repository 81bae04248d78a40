package dev.provenance.weights;

import dev.provenance.weights.kernel.Kernels;
import dev.provenance.weights.kernel.MomentAccumulator;
import dev.provenance.weights.kernel.PairKernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The one pass over two models: every pair of tensors, cut into chunks that worker threads take in file order. Results
 * do not depend on the number of threads: a chunk is a fixed run of elements, and a pair's chunks merge in order.
 */
public final class StreamedComparison {

    private final List<PendingPair> pending = new ArrayList<>();
    /** Number of the first chunk of each pair; behind the last, the number of all chunks. */
    private final long[] firstChunk;

    private final LongAdder bytesDone = new LongAdder();

    private StreamedComparison(List<TensorPair> pairs) {
        firstChunk = new long[pairs.size() + 1];
        for (TensorPair pair : pairs) {
            int chunks = Math.toIntExact(ChunkSummer.chunks(pair));
            firstChunk[pending.size() + 1] = firstChunk[pending.size()] + chunks;
            pending.add(new PendingPair(pair, chunks));
        }
    }

    /**
     * Compares all pairs.
     *
     * @param threads worker threads, at least 1
     * @param bytesDone called on this thread every tenth of a second and at the end, with the bytes of both models so far
     * @return one result for each pair, in order
     * @throws InterruptedException if this thread is interrupted; the workers have then ended
     * @throws IOException if a file cannot be read, or changed since it was opened
     */
    public static List<TensorComparison> run(List<TensorPair> pairs, int threads, LongConsumer bytesDone)
            throws IOException, InterruptedException {
        return new StreamedComparison(pairs).run(threads, bytesDone);
    }

    private List<TensorComparison> run(int threads, LongConsumer progress) throws IOException, InterruptedException {
        long elements = pending.stream()
                .mapToLong(pair -> pair.pair.base().elementCount())
                .sum();
        PairKernel kernel = Kernels.forElements(elements);
        WorkerPool.run(
                firstChunk[pending.size()],
                threads,
                () -> new ChunkWorker(new ChunkSummer(kernel)),
                () -> progress.accept(bytesDone.sum()));
        return pending.stream().map(PendingPair::comparison).toList();
    }

    private final class ChunkWorker implements WorkerPool.Worker {

        private final ChunkSummer summer;

        ChunkWorker(ChunkSummer summer) {
            this.summer = summer;
        }

        @Override
        public void run(long task) throws IOException {
            int found = Arrays.binarySearch(firstChunk, task);
            int index = found >= 0 ? found : -found - 2;
            PendingPair pair = pending.get(index);
            long chunk = task - firstChunk[index];
            pair.put((int) chunk, summer.sum(pair.pair, chunk));
            bytesDone.add(ChunkSummer.bytes(pair.pair, chunk));
        }
    }

    /** A pair whose chunks come in from several threads; whoever brings the last one merges them all. */
    private static final class PendingPair {

        private final TensorPair pair;
        private final AtomicInteger open;
        private @Nullable MomentAccumulator[] chunks;
        private @Nullable TensorSimilarity similarity;

        PendingPair(TensorPair pair, int chunkCount) {
            this.pair = pair;
            this.open = new AtomicInteger(chunkCount);
            this.chunks = new @Nullable MomentAccumulator[chunkCount];
        }

        void put(int chunk, MomentAccumulator moments) {
            chunks[chunk] = moments;
            if (open.decrementAndGet() == 0) {
                MomentAccumulator whole = new MomentAccumulator();
                for (MomentAccumulator part : chunks) {
                    whole.merge(Objects.requireNonNull(part));
                }
                similarity = TensorSimilarity.of(whole.toMoments());
                chunks = new @Nullable MomentAccumulator[0];
            }
        }

        TensorComparison comparison() {
            return TensorComparison.of(pair, Objects.requireNonNull(similarity));
        }
    }
}
