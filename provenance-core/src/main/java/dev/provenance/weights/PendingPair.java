package dev.provenance.weights;

import dev.provenance.weights.internal.kernel.MomentAccumulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pair whose parts come in from several threads; whoever brings the last one merges them all, in order. Holds moments
 * only from the first part to the last.
 */
final class PendingPair {

    private final TensorPair pair;
    private final WindowPlan plan;
    private @Nullable MomentAccumulator @Nullable [] parts;
    private int arrived;
    private @Nullable TensorSimilarity similarity;

    PendingPair(TensorPair pair, WindowPlan plan) {
        this.pair = pair;
        this.plan = plan;
    }

    TensorPair pair() {
        return pair;
    }

    WindowPlan plan() {
        return plan;
    }

    synchronized void put(int part, MomentAccumulator moments) {
        @Nullable MomentAccumulator[] held = parts;
        if (held == null) {
            held = new @Nullable MomentAccumulator[plan.parts()];
            parts = held;
        }
        held[part] = moments;
        if (++arrived == held.length) {
            List<MomentAccumulator> all = new ArrayList<>();
            for (MomentAccumulator one : held) {
                all.add(Objects.requireNonNull(one));
            }
            parts = null;
            similarity = similarity(all);
        }
    }

    private TensorSimilarity similarity(List<MomentAccumulator> all) {
        MomentAccumulator read = new MomentAccumulator();
        all.forEach(read::merge);
        TensorSimilarity measured = TensorSimilarity.of(read.toMoments());
        return plan.isSampled()
                ? measured.estimating(plan.elements(), Jackknife.intervals(measured, all, plan))
                : measured;
    }

    synchronized TensorComparison comparison() {
        return TensorComparison.of(pair, Objects.requireNonNull(similarity));
    }
}
