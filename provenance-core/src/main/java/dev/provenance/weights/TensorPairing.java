package dev.provenance.weights;

import dev.provenance.architecture.TensorRole;
import dev.provenance.safetensors.TensorArchive;
import dev.provenance.safetensors.TensorView;
import dev.provenance.weights.NotCompared.Owner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which tensors of two models are held against one another: those of equal name and shape.
 *
 * @param pairs in the order of the base's files, front to back
 * @param notCompared every other tensor of either model, with its reason
 */
public record TensorPairing(List<TensorPair> pairs, List<NotCompared> notCompared) {

    public TensorPairing {
        pairs = List.copyOf(pairs);
        notCompared = List.copyOf(notCompared);
    }

    /** Pairs two archives by name and shape. */
    public static TensorPairing byName(TensorArchive base, TensorArchive suspect) {
        List<TensorPair> pairs = new ArrayList<>();
        List<NotCompared> notCompared = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (TensorView ours : base.tensors()) {
            Optional<TensorView> theirs = suspect.find(ours.name());
            if (theirs.isEmpty()) {
                notCompared.add(NotCompared.of(Owner.BASE, ours, "the suspect has no tensor of this name"));
                continue;
            }
            seen.add(ours.name());
            Optional<String> obstacle = TensorPair.obstacle(ours, theirs.get());
            if (obstacle.isPresent()) {
                notCompared.add(NotCompared.of(Owner.BASE, ours, obstacle.get()));
                notCompared.add(NotCompared.of(Owner.SUSPECT, theirs.get(), obstacle.get()));
            } else {
                pairs.add(new TensorPair(TensorRole.of(ours.name()), ours, theirs.get()));
            }
        }
        for (TensorView theirs : suspect.tensors()) {
            if (!seen.contains(theirs.name())) {
                notCompared.add(NotCompared.of(Owner.SUSPECT, theirs, "the base has no tensor of this name"));
            }
        }
        return new TensorPairing(pairs, notCompared);
    }
}
