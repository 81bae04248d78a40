package dev.provenance.weights;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.ModelTensors;
import dev.provenance.architecture.match.Comparability;
import dev.provenance.architecture.match.Comparability.Degree;
import dev.provenance.message.Message;
import dev.provenance.weights.NotCompared.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which tensors of two models are held against one another: those of equal role and shape, whatever they are called and
 * however they are stored.
 *
 * @param pairs in the order of the base's files, front to back
 * @param notCompared every other tensor of either model, with its reason
 */
public record TensorPairing(List<TensorPair> pairs, List<NotCompared> notCompared) {

    public TensorPairing {
        pairs = List.copyOf(pairs);
        notCompared = List.copyOf(notCompared);
    }

    /** Pairs the tensors of two models by role and shape. */
    public static TensorPairing byRole(ModelTensors base, ModelTensors suspect) {
        List<TensorPair> pairs = new ArrayList<>();
        List<NotCompared> notCompared = new ArrayList<>();
        base.all().forEach(ours -> {
            Optional<LogicalTensor> theirs = suspect.find(ours.role());
            if (theirs.isEmpty()) {
                Message reason = new MissingCounterpart(Owner.SUSPECT, suspect).reason(ours);
                notCompared.add(NotCompared.of(Owner.BASE, ours, reason));
                return;
            }
            Optional<Message> obstacle = obstacle(ours, theirs.get());
            if (obstacle.isPresent()) {
                notCompared.add(NotCompared.of(Owner.BASE, ours, obstacle.get()));
                notCompared.add(NotCompared.of(Owner.SUSPECT, theirs.get(), obstacle.get()));
            } else {
                pairs.add(pair(ours, theirs.get()));
            }
        });
        suspect.all()
                .filter(theirs -> base.find(theirs.role()).isEmpty())
                .forEach(theirs -> notCompared.add(NotCompared.of(
                        Owner.SUSPECT, theirs, new MissingCounterpart(Owner.BASE, base).reason(theirs))));
        return new TensorPairing(pairs, notCompared);
    }

    private static Optional<Message> obstacle(LogicalTensor base, LogicalTensor suspect) {
        Comparability comparability = Comparability.of(base, suspect);
        boolean comparable =
                comparability.degree() == Degree.SAME_SHAPE || comparability.degree() == Degree.AFTER_SPLITTING;
        return comparable ? TensorPair.obstacle(base.view(), suspect.view()) : Optional.of(comparability.reason());
    }

    /** Of tensors that are both stored transposed, whole and alike, the stored ones: no element has to be moved. */
    private static TensorPair pair(LogicalTensor base, LogicalTensor suspect) {
        boolean bothAll = !base.isWhole()
                && !suspect.isWhole()
                && base.view().elementCount() == base.stored().elementCount()
                && base.stored().shape().equals(suspect.stored().shape())
                && base.stored().shape().size() == 2;
        return bothAll
                ? new TensorPair(base.role(), base.stored(), suspect.stored())
                : new TensorPair(base.role(), base.view(), suspect.view());
    }
}
