package dev.provenance.weights;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.provenance.internal.WorkerPool;
import dev.provenance.weights.digest.SampleDigests;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Compares whole pairs and digests the windows that are read of them, because SHA-256 takes bytes in order. Each window is
 * digested while it is still in the cache.
 */
final class SampleWorker implements WorkerPool.Worker {

    /** Bytes of a buffer, which holds no more than an int counts; a window may be larger. */
    private static final long PIECE = 1 << 20;

    private final List<PendingPair> pairs;
    private final AtomicReferenceArray<SampleDigests.Pair> digests;
    private final ChunkSummer summer;
    private final BooleanSupplier stopped;
    private final LongConsumer bytesRead;

    SampleWorker(
            List<PendingPair> pairs,
            AtomicReferenceArray<SampleDigests.Pair> digests,
            ChunkSummer summer,
            BooleanSupplier stopped,
            LongConsumer bytesRead) {
        this.pairs = pairs;
        this.digests = digests;
        this.summer = summer;
        this.stopped = stopped;
        this.bytesRead = bytesRead;
    }

    @Override
    public void run(long task) throws IOException {
        PendingPair pending = pairs.get((int) task);
        TensorPair pair = pending.pair();
        WindowPlan plan = pending.plan();
        Hasher ofBase = Hashing.sha256().newHasher();
        Hasher ofSuspect = Hashing.sha256().newHasher();
        for (int part = 0; part < plan.parts(); part++) {
            if (stopped.getAsBoolean()) {
                throw new InterruptedIOException("stopped while comparing " + pair.suspect());
            }
            pending.put(part, summer.sum(pair, plan, part, (base, suspect) -> {
                add(ofBase, base);
                add(ofSuspect, suspect);
            }));
            bytesRead.accept(WindowPlan.bytes(pair, plan.elementsRead(part)));
        }
        digests.set(
                (int) task,
                new SampleDigests.Pair(
                        ofBase.hash().toString(), ofSuspect.hash().toString()));
    }

    private static void add(Hasher digest, MemorySegment window) {
        for (long offset = 0; offset < window.byteSize(); offset += PIECE) {
            digest.putBytes(window.asSlice(offset, Math.min(PIECE, window.byteSize() - offset))
                    .asByteBuffer());
        }
    }
}
