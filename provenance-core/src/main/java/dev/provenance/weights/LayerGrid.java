package dev.provenance.weights;

import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.TensorRole;
import dev.provenance.safetensors.TensorArchive;
import dev.provenance.safetensors.TensorView;
import dev.provenance.weights.kernel.PairSummer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tensors that one {@link LayerMatrix} compares: those of one kind in one component, by layer. Of the experts of a
 * layer the first stands for all.
 */
record LayerGrid(
        String component,
        TensorKind kind,
        SortedMap<Integer, TensorView> base,
        SortedMap<Integer, TensorView> suspect) {

    private record Slot(String component, TensorKind kind) {}

    /** The slots that both models have, with at least one layer each, all tensors of one shape. */
    static List<LayerGrid> of(TensorArchive base, TensorArchive suspect) {
        Map<Slot, SortedMap<Integer, TensorView>> ofBase = slots(base);
        Map<Slot, SortedMap<Integer, TensorView>> ofSuspect = slots(suspect);
        List<LayerGrid> grids = new ArrayList<>();
        ofBase.forEach((slot, tensors) -> {
            SortedMap<Integer, TensorView> others = ofSuspect.get(slot);
            if (others != null && oneShape(tensors, others)) {
                grids.add(new LayerGrid(slot.component(), slot.kind(), tensors, others));
            }
        });
        return grids;
    }

    private static Map<Slot, SortedMap<Integer, TensorView>> slots(TensorArchive archive) {
        Map<Slot, SortedMap<Integer, TensorView>> slots =
                new TreeMap<>(Comparator.comparing(Slot::component).thenComparing(Slot::kind));
        for (TensorView tensor : archive.tensors()) {
            TensorRole role = TensorRole.of(tensor.name());
            boolean stands = role.expert().orElse(0) == 0;
            if (role.layer().isPresent()
                    && stands
                    && PairSummer.DTYPES.contains(tensor.dtype())
                    && tensor.elementCount() > 0) {
                slots.computeIfAbsent(new Slot(role.component(), role.kind()), slot -> new TreeMap<>())
                        .put(role.layer().getAsInt(), tensor);
            }
        }
        return slots;
    }

    private static boolean oneShape(SortedMap<Integer, TensorView> base, SortedMap<Integer, TensorView> suspect) {
        List<Long> shape = base.firstEntry().getValue().shape();
        return base.values().stream().allMatch(tensor -> tensor.shape().equals(shape))
                && suspect.values().stream().allMatch(tensor -> tensor.shape().equals(shape));
    }

    long elementsPerTensor() {
        return base.firstEntry().getValue().elementCount();
    }

    int tensors() {
        return base.size() + suspect.size();
    }
}
