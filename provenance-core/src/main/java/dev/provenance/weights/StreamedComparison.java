package dev.provenance.weights;

import dev.provenance.weights.kernel.Kernels;
import dev.provenance.weights.kernel.PairKernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/**
 * The one pass over two models: every pair of tensors, cut into parts that worker threads take in file order. Results
 * do not depend on the number of threads: a part is a fixed run of elements (where a tensor is sampled, a fixed choice
 * of windows), and a pair's parts merge in order.
 */
public final class StreamedComparison {

    private final List<PendingPair> pending = new ArrayList<>();
    /** Number of the first part of each pair; behind the last, the number of all parts. */
    private final long[] firstPart;

    private final LongAdder bytesDone = new LongAdder();

    private StreamedComparison(List<TensorPair> pairs, Sampling sampling) {
        firstPart = new long[pairs.size() + 1];
        List<WindowPlan> plans = WindowPlan.of(pairs, sampling);
        for (TensorPair pair : pairs) {
            PendingPair next = new PendingPair(pair, plans.get(pending.size()));
            firstPart[pending.size() + 1] =
                    firstPart[pending.size()] + next.plan().parts();
            pending.add(next);
        }
    }

    /** A comparison of pairs, not yet run. */
    public static StreamedComparison of(List<TensorPair> pairs, Sampling sampling) {
        return new StreamedComparison(pairs, sampling);
    }

    /** Bytes that {@link #run} reads, of both models. */
    public long bytesPlanned() {
        return pending.stream()
                .mapToLong(pair -> WindowPlan.bytes(pair.pair(), pair.plan().elementsRead()))
                .sum();
    }

    /**
     * Compares all pairs.
     *
     * @param threads worker threads, at least 1
     * @param progress called on this thread every tenth of a second and at the end, with the bytes of both models so far
     * @return one result for each pair, in order
     * @throws InterruptedException if this thread is interrupted; the workers have then ended
     * @throws IOException if a file cannot be read, or changed since it was opened
     */
    public List<TensorComparison> run(int threads, LongConsumer progress) throws IOException, InterruptedException {
        PairKernel kernel = Kernels.forElements(
                pending.stream().mapToLong(pair -> pair.plan().elementsRead()).sum());
        WorkerPool.run(
                firstPart[pending.size()],
                threads,
                () -> new PartWorker(new ChunkSummer(kernel)),
                () -> progress.accept(bytesDone.sum()));
        return pending.stream().map(PendingPair::comparison).toList();
    }

    private final class PartWorker implements WorkerPool.Worker {

        private final ChunkSummer summer;

        PartWorker(ChunkSummer summer) {
            this.summer = summer;
        }

        @Override
        public void run(long task) throws IOException {
            int found = Arrays.binarySearch(firstPart, task);
            int index = found >= 0 ? found : -found - 2;
            PendingPair pair = pending.get(index);
            int part = (int) (task - firstPart[index]);
            pair.put(part, summer.sum(pair.pair(), pair.plan(), part));
            bytesDone.add(WindowPlan.bytes(pair.pair(), pair.plan().elementsRead(part)));
        }
    }
}
