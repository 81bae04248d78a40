package dev.provenance.weights;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.ModelTensors;
import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.TensorRole;
import dev.provenance.safetensors.TensorView;
import dev.provenance.weights.internal.kernel.PairSummer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tensors that one {@link LayerMatrix} compares: those of one kind and shape in one component, by layer. Of the experts
 * of a layer the first stands for all; of more than {@value #MAX_LAYERS} layers, evenly spaced ones stand for all.
 */
record LayerGrid(
        String component,
        TensorKind kind,
        SortedMap<Integer, TensorView> base,
        SortedMap<Integer, TensorView> suspect) {

    static final int MAX_LAYERS = 128;

    private record Slot(String component, TensorKind kind, List<Long> shape) {}

    /** The slots that both models have, in the order of the base's tensors. */
    static List<LayerGrid> of(ModelTensors base, ModelTensors suspect) {
        Map<Slot, SortedMap<Integer, TensorView>> ofBase = slots(base);
        Map<Slot, SortedMap<Integer, TensorView>> ofSuspect = slots(suspect);
        List<LayerGrid> grids = new ArrayList<>();
        ofBase.forEach((slot, tensors) -> {
            SortedMap<Integer, TensorView> others = ofSuspect.get(slot);
            if (others != null) {
                grids.add(new LayerGrid(slot.component(), slot.kind(), evenly(tensors), evenly(others)));
            }
        });
        return grids;
    }

    private static Map<Slot, SortedMap<Integer, TensorView>> slots(ModelTensors tensors) {
        Map<Slot, SortedMap<Integer, TensorView>> slots = new LinkedHashMap<>();
        tensors.all()
                .filter(LayerGrid::isCompared)
                .forEach(tensor -> slots.computeIfAbsent(
                                new Slot(
                                        tensor.role().component(), tensor.role().kind(), tensor.shape()),
                                slot -> new TreeMap<>())
                        .put(tensor.role().layer().orElseThrow(), tensor.view()));
        return slots;
    }

    /** The few layers of multi-token prediction have no null of their own, and would decide over a model that has one. */
    private static boolean isCompared(LogicalTensor tensor) {
        return tensor.role().layer().isPresent()
                && !tensor.role().component().equals(TensorRole.MTP)
                && tensor.role().expert().orElse(0) == 0
                && tensor.role().of().isEmpty()
                && PairSummer.DTYPES.contains(tensor.view().dtype())
                && tensor.view().elementCount() > 0;
    }

    private static SortedMap<Integer, TensorView> evenly(SortedMap<Integer, TensorView> layers) {
        if (layers.size() <= MAX_LAYERS) {
            return layers;
        }
        List<Integer> numbers = List.copyOf(layers.keySet());
        SortedMap<Integer, TensorView> chosen = new TreeMap<>();
        for (int i = 0; i < MAX_LAYERS; i++) {
            Integer number = numbers.get((int) ((long) i * numbers.size() / MAX_LAYERS));
            chosen.put(number, layers.get(number));
        }
        return chosen;
    }

    long elementsPerTensor() {
        return base.firstEntry().getValue().elementCount();
    }

    int tensors() {
        return base.size() + suspect.size();
    }
}
