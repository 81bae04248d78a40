package dev.provenance.weights;

import dev.provenance.safetensors.TensorView;
import dev.provenance.weights.kernel.MomentAccumulator;
import dev.provenance.weights.kernel.PairKernel;
import dev.provenance.weights.kernel.PairSummer;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Sums parts of pairs of tensors for one thread. */
final class ChunkSummer {

    /**
     * Elements of a chunk, the unit of work and of merging where a tensor is read whole: fixed, because the order of
     * merging decides the last bits of a result.
     */
    static final long CHUNK = 1L << 20;

    private final PairSummer summer;
    private final ScratchBuffer baseScratch = new ScratchBuffer();
    private final ScratchBuffer suspectScratch = new ScratchBuffer();

    ChunkSummer(PairKernel kernel) {
        summer = new PairSummer(kernel);
    }

    /** Reads and sums the windows of one part of a plan. */
    MomentAccumulator sum(TensorPair pair, WindowPlan plan, int part) throws IOException {
        MomentAccumulator moments = new MomentAccumulator();
        for (long index = plan.firstIndex(part); index < plan.firstIndex(part + 1); index++) {
            long window = plan.window(index);
            long count = plan.length(window);
            summer.add(
                    read(pair.base(), plan.start(window), count, baseScratch),
                    pair.base().dtype(),
                    read(pair.suspect(), plan.start(window), count, suspectScratch),
                    pair.suspect().dtype(),
                    count,
                    moments);
        }
        return moments;
    }

    private static MemorySegment read(TensorView tensor, long from, long count, ScratchBuffer scratch)
            throws IOException {
        long elementBytes = tensor.dtype().bits() / 8;
        return tensor.read(from * elementBytes, count * elementBytes, scratch);
    }
}
