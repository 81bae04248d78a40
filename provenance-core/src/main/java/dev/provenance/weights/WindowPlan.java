package dev.provenance.weights;

import java.util.List;

/**
 * Which elements of a pair are read: windows of consecutive elements, cut from the start of the tensor on; the last may
 * be shorter. Either all of them are read, or one of each of {@code chosen} strata: runs of windows, as even as possible,
 * that begin at a place drawn from the key, so that each window is as likely to be read as any other. Where more than
 * half are read, it is the others of which one lies in each of {@code windows − chosen} strata: strata of one and of two
 * windows would give some windows twice the weight of others.
 *
 * @param elements elements of each tensor
 * @param windowElements elements of a window
 * @param chosen windows that are read
 * @param key draws where the strata begin, and the window of each
 */
record WindowPlan(long elements, long windowElements, long chosen, long key) {

    /** Fewer windows make no confidence interval: the tensor is read whole. */
    static final int MIN_WINDOWS = 8;
    /** Parts of a sampled pair whose moments are held until it is finished; more windows than this share parts. */
    static final int MAX_PARTS = 4096;

    /** All elements, in chunks. */
    static WindowPlan whole(long elements) {
        return new WindowPlan(elements, ChunkSummer.CHUNK, Math.ceilDiv(elements, ChunkSummer.CHUNK), 0);
    }

    /** {@code max(8, round(share·windows))} windows of a tensor, or all its elements where that is no fewer. */
    static WindowPlan of(String name, long elements, double share, Sampling sampling) {
        long windows = Math.ceilDiv(elements, (long) sampling.windowElements());
        long chosen = Math.max(MIN_WINDOWS, Math.round(share * windows));
        return chosen >= windows
                ? whole(elements)
                : new WindowPlan(elements, sampling.windowElements(), chosen, SeededHash.key(sampling.seed(), name));
    }

    /** One plan for each pair. */
    static List<WindowPlan> of(List<TensorPair> pairs, Sampling sampling) {
        double share = sampling.share(pairs);
        return pairs.stream()
                .map(pair -> of(pair.base().name(), pair.base().elementCount(), share, sampling))
                .toList();
    }

    long windows() {
        return Math.ceilDiv(elements, windowElements);
    }

    boolean isSampled() {
        return chosen < windows();
    }

    /**
     * The window that is read as number {@code index}, from 0 to {@code chosen − 1}. They ascend, but those of the last
     * stratum may lie at the tensor's start.
     */
    long window(long index) {
        if (!isSampled()) {
            return index;
        }
        long left = windows() - chosen;
        if (chosen <= left) {
            return drawn(index, chosen) % windows();
        }
        // Up to stratum s, counted from window 0, ⌊(s·chosen + shift)/left⌋ windows are read.
        long position = index + shift() / left;
        long stratum = Math.ceilDiv((position + 1) * left - shift(), chosen) - 1;
        long window = firstWindow(stratum, left) + position - (stratum * chosen + shift()) / left;
        return (window < drawn(stratum, left) ? window : window + 1) % windows();
    }

    /** The window that the key draws from one of so many strata. */
    private long drawn(long stratum, long strata) {
        long first = firstWindow(stratum, strata);
        return first + SeededHash.below(key, stratum, firstWindow(stratum + 1, strata) - first);
    }

    private long firstWindow(long stratum, long strata) {
        return (stratum * windows() + shift()) / strata;
    }

    /** Where the first stratum begins, in fractions of a window; the last goes on at the tensor's start. */
    private long shift() {
        return SeededHash.below(key, -1, windows());
    }

    /** Index of a window's first element. */
    long start(long window) {
        return window * windowElements;
    }

    /** Elements of a window. */
    long length(long window) {
        return Math.min(windowElements, elements - start(window));
    }

    /** Parts into which the work is cut and whose moments merge in order: one window, or a few neighbouring ones. */
    int parts() {
        return Math.toIntExact(isSampled() ? Math.min(chosen, MAX_PARTS) : chosen);
    }

    /** Number of the first window that a part reads; of the part behind the last, the number of all. */
    long firstIndex(int part) {
        return part * chosen / parts();
    }

    /** Elements of each tensor that are read. */
    long elementsRead() {
        long shortfall = windows() * windowElements - elements;
        return chosen * windowElements - (readsLastWindow() ? shortfall : 0);
    }

    /** The last window always lies in the last stratum. */
    private boolean readsLastWindow() {
        long left = windows() - chosen;
        return chosen <= left
                ? drawn(chosen - 1, chosen) == windows() - 1
                : left == 0 || drawn(left - 1, left) != windows() - 1;
    }

    /** Elements of each tensor that a part reads. */
    long elementsRead(int part) {
        long sum = 0;
        for (long index = firstIndex(part); index < firstIndex(part + 1); index++) {
            sum += length(window(index));
        }
        return sum;
    }

    /** Bytes of both tensors that so many elements of each are. */
    static long bytes(TensorPair pair, long elements) {
        return elements * (pair.base().dtype().bits() + pair.suspect().dtype().bits()) / 8;
    }
}
