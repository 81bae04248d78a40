package dev.provenance.weights;

import dev.provenance.safetensors.TensorView;
import dev.provenance.weights.kernel.MomentAccumulator;
import dev.provenance.weights.kernel.PairKernel;
import dev.provenance.weights.kernel.PairSummer;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Sums chunks of pairs of tensors for one thread. */
final class ChunkSummer {

    /**
     * Elements of a chunk, the unit of work and of merging: fixed, because the order of merging decides the last bits of
     * a result.
     */
    static final long CHUNK = 1L << 20;

    private final PairSummer summer;
    private final ScratchBuffer baseScratch = new ScratchBuffer();
    private final ScratchBuffer suspectScratch = new ScratchBuffer();

    ChunkSummer(PairKernel kernel) {
        summer = new PairSummer(kernel);
    }

    static long chunks(TensorPair pair) {
        return Math.ceilDiv(pair.base().elementCount(), CHUNK);
    }

    static long elements(TensorPair pair, long chunk) {
        return Math.min(CHUNK, pair.base().elementCount() - chunk * CHUNK);
    }

    static long bytes(TensorPair pair, long chunk) {
        return elements(pair, chunk)
                * (pair.base().dtype().bits() + pair.suspect().dtype().bits())
                / 8;
    }

    MomentAccumulator sum(TensorPair pair, long chunk) throws IOException {
        long count = elements(pair, chunk);
        MomentAccumulator moments = new MomentAccumulator();
        summer.add(
                read(pair.base(), chunk, count, baseScratch),
                pair.base().dtype(),
                read(pair.suspect(), chunk, count, suspectScratch),
                pair.suspect().dtype(),
                count,
                moments);
        return moments;
    }

    private static MemorySegment read(TensorView tensor, long chunk, long count, ScratchBuffer scratch)
            throws IOException {
        long elementBytes = tensor.dtype().bits() / 8;
        return tensor.read(chunk * CHUNK * elementBytes, count * elementBytes, scratch);
    }
}
