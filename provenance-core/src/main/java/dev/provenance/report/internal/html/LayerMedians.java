package dev.provenance.report.internal.html;

import dev.provenance.ProvenanceReport;
import dev.provenance.architecture.TensorKind.Group;
import dev.provenance.weights.Quantity;
import dev.provenance.weights.TensorComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * The compared tensors of one kind in one layer.
 *
 * @param group the kind
 * @param layer the layer; empty for what belongs to none
 * @param tensors how many
 * @param cosine median; NaN where undefined for all
 * @param centred median centred cosine
 * @param relativeL2 median relative distance
 */
record LayerMedians(Group group, OptionalInt layer, int tensors, double cosine, double centred, double relativeL2) {

    /** By kind, then by layer; what belongs to no layer first. */
    static List<LayerMedians> of(ProvenanceReport report) {
        Map<Group, Map<Integer, List<TensorComparison>>> sorted = new TreeMap<>();
        for (TensorComparison tensor : report.tensors()) {
            sorted.computeIfAbsent(tensor.role().kind().group(), group -> new TreeMap<>())
                    .computeIfAbsent(tensor.role().layer().orElse(-1), layer -> new ArrayList<>())
                    .add(tensor);
        }
        List<LayerMedians> medians = new ArrayList<>();
        sorted.forEach((group, layers) -> layers.forEach((layer, tensors) -> medians.add(new LayerMedians(
                group,
                layer < 0 ? OptionalInt.empty() : OptionalInt.of(layer),
                tensors.size(),
                median(tensors, tensor -> tensor.similarity().cosine()),
                median(tensors, tensor -> tensor.similarity().centredCosine()),
                median(tensors, tensor -> tensor.similarity().relativeL2())))));
        return List.copyOf(medians);
    }

    private static double median(List<TensorComparison> tensors, Function<TensorComparison, Quantity> measure) {
        double[] defined = tensors.stream()
                .map(measure)
                .filter(Quantity::isDefined)
                .mapToDouble(Quantity::value)
                .toArray();
        return defined.length == 0 ? Double.NaN : new Median().evaluate(defined);
    }
}
