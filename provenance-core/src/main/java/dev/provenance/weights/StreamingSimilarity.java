package dev.provenance.weights;

import dev.provenance.architecture.TensorRole;
import dev.provenance.safetensors.TensorView;
import dev.provenance.weights.internal.kernel.Kernels;
import dev.provenance.weights.internal.kernel.MomentAccumulator;
import java.io.IOException;

/** One pair at a time, chunk after chunk, on the calling thread. */
final class StreamingSimilarity implements WeightSimilarity {

    @Override
    public TensorSimilarity compare(TensorView base, TensorView suspect) throws IOException {
        TensorPair pair = new TensorPair(TensorRole.of(suspect.name()), base, suspect);
        WindowPlan plan = WindowPlan.whole(base.elementCount());
        MomentAccumulator moments = new MomentAccumulator();
        ChunkSummer summer = new ChunkSummer(Kernels.forElements(base.elementCount()));
        for (int part = 0; part < plan.parts(); part++) {
            moments.merge(summer.sum(pair, plan, part));
        }
        return TensorSimilarity.of(moments.toMoments());
    }
}
