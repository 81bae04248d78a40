package dev.provenance.weights;

import dev.provenance.safetensors.TensorView;
import dev.provenance.weights.internal.kernel.MomentAccumulator;
import dev.provenance.weights.internal.kernel.PairKernel;
import dev.provenance.weights.internal.kernel.PairSummer;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.function.BiConsumer;

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
        return sum(pair, plan, part, (base, suspect) -> {});
    }

    /**
     * Reads and sums the windows of one part of a plan.
     *
     * @param reader is given the bytes of each window, the base's and the suspect's, valid until it returns
     */
    MomentAccumulator sum(TensorPair pair, WindowPlan plan, int part, BiConsumer<MemorySegment, MemorySegment> reader)
            throws IOException {
        MomentAccumulator moments = new MomentAccumulator();
        for (long index = plan.firstIndex(part); index < plan.firstIndex(part + 1); index++) {
            long window = plan.window(index);
            long count = plan.length(window);
            MemorySegment base = read(pair.base(), plan.start(window), count, baseScratch);
            MemorySegment suspect = read(pair.suspect(), plan.start(window), count, suspectScratch);
            summer.add(base, pair.base().dtype(), suspect, pair.suspect().dtype(), count, moments);
            reader.accept(base, suspect);
        }
        return moments;
    }

    private static MemorySegment read(TensorView tensor, long from, long count, ScratchBuffer scratch)
            throws IOException {
        long elementBytes = tensor.dtype().bits() / 8;
        return tensor.read(from * elementBytes, count * elementBytes, scratch);
    }
}
