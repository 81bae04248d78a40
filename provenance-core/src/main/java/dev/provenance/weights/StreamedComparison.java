package dev.provenance.weights;

import dev.provenance.internal.WorkerPool;
import dev.provenance.safetensors.TensorArchive;
import dev.provenance.weights.digest.SampleDigests;
import dev.provenance.weights.digest.TensorDigests;
import dev.provenance.weights.internal.kernel.Kernels;
import dev.provenance.weights.internal.kernel.PairKernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * The one pass over two models: every pair of tensors, cut into parts that worker threads take in file order. Results
 * do not depend on the number of threads: a part is a fixed run of elements (where a tensor is sampled, a fixed choice
 * of windows), and a pair's parts merge in order. Where digests are made, a thread takes all parts of a pair.
 */
public final class StreamedComparison {

    private final List<PendingPair> pending = new ArrayList<>();
    /** Number of the first part of each pair; behind the last, the number of all parts. */
    private final long[] firstPart;

    private final Optional<PendingDigests> digests;
    /** Of each pair's sample; empty where no digests of a sample are made. */
    private final Optional<AtomicReferenceArray<SampleDigests.Pair>> sampleDigests;

    private final LongAdder bytesDone = new LongAdder();

    private StreamedComparison(
            List<TensorPair> pairs, Sampling sampling, Optional<PendingDigests> digests, boolean digestSample) {
        this.digests = digests;
        this.sampleDigests = digestSample ? Optional.of(new AtomicReferenceArray<>(pairs.size())) : Optional.empty();
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
        return new StreamedComparison(pairs, sampling, Optional.empty(), false);
    }

    /** A comparison of a sample of each pair that digests every window that it reads, not yet run. */
    public static StreamedComparison digestingSample(List<TensorPair> pairs, Sampling sampling) {
        return new StreamedComparison(pairs, sampling, Optional.empty(), true);
    }

    /**
     * A comparison of all elements of pairs that digests every tensor of both archives on the way, not yet run.
     *
     * @param pairs of tensors of these archives, each whole in at most one pair, or in parts
     */
    public static StreamedComparison digesting(TensorArchive base, TensorArchive suspect, List<TensorPair> pairs) {
        return new StreamedComparison(
                pairs, Sampling.everything(), Optional.of(new PendingDigests(base, suspect, pairs)), false);
    }

    /** Bytes that {@link #run} reads, of both models. */
    public long bytesPlanned() {
        long ofPairs = pending.stream()
                .mapToLong(pair -> WindowPlan.bytes(pair.pair(), pair.plan().elementsRead()))
                .sum();
        return ofPairs + digests.map(PendingDigests::unpairedBytes).orElse(0L);
    }

    /**
     * Compares all pairs, and makes the digests where they are wanted.
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
                tasks(),
                threads,
                stopped -> worker(new ChunkSummer(kernel), stopped),
                () -> progress.accept(bytesDone.sum()));
        return pending.stream().map(PendingPair::comparison).toList();
    }

    private long tasks() {
        if (digests.isPresent()) {
            return (long) pending.size() + digests.get().unpairedTensors();
        }
        return sampleDigests.isPresent() ? pending.size() : firstPart[pending.size()];
    }

    private WorkerPool.Worker worker(ChunkSummer summer, BooleanSupplier stopped) {
        if (digests.isPresent()) {
            return new DigestingWorker(pending, digests.get(), summer, stopped, bytesDone::add);
        }
        return sampleDigests.isPresent()
                ? new SampleWorker(pending, sampleDigests.get(), summer, stopped, bytesDone::add)
                : task -> sumPart(summer, task);
    }

    private void sumPart(ChunkSummer summer, long task) throws IOException {
        int found = Arrays.binarySearch(firstPart, task);
        int index = found >= 0 ? found : -found - 2;
        PendingPair pair = pending.get(index);
        int part = (int) (task - firstPart[index]);
        pair.put(part, summer.sum(pair.pair(), pair.plan(), part));
        bytesDone.add(WindowPlan.bytes(pair.pair(), pair.plan().elementsRead(part)));
    }

    /** The digests, once {@link #run} has returned; empty where none are wanted. */
    public Optional<TensorDigests> digests() {
        return digests.map(PendingDigests::digests);
    }

    /** The digests of what was read, once {@link #run} has returned; empty where none are wanted. */
    public Optional<SampleDigests> sampleDigests() {
        return sampleDigests.map(made -> SampleDigests.of(
                IntStream.range(0, made.length()).mapToObj(made::get).toList()));
    }
}
