package dev.provenance.weights;

import dev.provenance.internal.WorkerPool;
import dev.provenance.weights.digest.TensorDigest;
import dev.provenance.weights.digest.TensorDigester;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Compares and digests whole pairs, because SHA-256 reads a tensor's bytes in order; what one chunk's sums read is digested
 * from the same bytes. Tasks behind the last pair are tensors that are in no pair, or only in parts.
 */
final class DigestingWorker implements WorkerPool.Worker {

    private final List<PendingPair> pairs;
    private final PendingDigests digests;
    private final ChunkSummer summer;
    private final BooleanSupplier stopped;
    private final LongConsumer bytesRead;
    private final TensorDigester ofBase = new TensorDigester();
    private final TensorDigester ofSuspect = new TensorDigester();

    DigestingWorker(
            List<PendingPair> pairs,
            PendingDigests digests,
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
        if (task < pairs.size()) {
            compare(pairs.get((int) task));
        } else {
            int index = (int) task - pairs.size();
            TensorDigest digest = ofBase.digest(digests.unpaired(index), bytesRead, stopped);
            digests.putUnpaired(index, digest);
        }
    }

    private void compare(PendingPair pending) throws IOException {
        TensorPair pair = pending.pair();
        WindowPlan plan = pending.plan();
        boolean wholeBase = !pair.base().isPart();
        boolean wholeSuspect = !pair.suspect().isPart();
        ofBase.begin(pair.base());
        ofSuspect.begin(pair.suspect());
        for (int part = 0; part < plan.parts(); part++) {
            if (stopped.getAsBoolean()) {
                throw new InterruptedIOException("stopped while comparing " + pair.suspect());
            }
            pending.put(part, summer.sum(pair, plan, part, (base, suspect) -> {
                if (wholeBase) {
                    ofBase.add(pair.base(), base);
                }
                if (wholeSuspect) {
                    ofSuspect.add(pair.suspect(), suspect);
                }
            }));
            bytesRead.accept(WindowPlan.bytes(pair, plan.elementsRead(part)));
        }
        if (wholeBase) {
            digests.putBase(pair.base(), ofBase.end(pair.base()));
        }
        if (wholeSuspect) {
            digests.putSuspect(pair.suspect(), ofSuspect.end(pair.suspect()));
        }
    }
}
