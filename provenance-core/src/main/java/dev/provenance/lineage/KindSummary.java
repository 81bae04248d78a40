package dev.provenance.lineage;

import dev.provenance.architecture.TensorKind.Group;
import dev.provenance.message.Message;
import dev.provenance.weights.LayerMatrix;
import dev.provenance.weights.Quantity;
import dev.provenance.weights.TensorComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * The compared tensors of one kind, beside what layers that are not each other's copy score by the same measures.
 *
 * @param group the kind
 * @param tensors how many
 * @param parameters their elements in the suspect
 * @param equalTensors how many are equal in every element
 * @param cosine median over tensors
 * @param centredCosine median over tensors
 * @param relativeL2 median over tensors
 * @param otherLayersCosine the same cosine between layers of different number; empty where there are none
 * @param otherLayersCentred the same centred cosine between layers of different number; empty where there are none
 */
public record KindSummary(
        Group group,
        int tensors,
        long parameters,
        int equalTensors,
        Quantity cosine,
        Quantity centredCosine,
        Quantity relativeL2,
        Optional<NullModel> otherLayersCosine,
        Optional<NullModel> otherLayersCentred) {

    /** One summary for each kind that has compared tensors, in the order of the constants. */
    public static List<KindSummary> of(List<TensorComparison> comparisons, List<LayerMatrix> matrices) {
        List<KindSummary> summaries = new ArrayList<>();
        for (Group group : Group.values()) {
            List<TensorComparison> members = comparisons.stream()
                    .filter(comparison -> comparison.role().kind().group() == group)
                    .toList();
            if (!members.isEmpty()) {
                summaries.add(of(
                        group,
                        members,
                        matrices.stream()
                                .filter(matrix -> matrix.kind().group() == group)
                                .toList()));
            }
        }
        return List.copyOf(summaries);
    }

    private static KindSummary of(Group group, List<TensorComparison> members, List<LayerMatrix> matrices) {
        return new KindSummary(
                group,
                members.size(),
                members.stream().mapToLong(member -> member.similarity().n()).sum(),
                (int) members.stream()
                        .filter(member -> member.similarity().allEqual())
                        .count(),
                median(members, member -> member.similarity().cosine()),
                median(members, member -> member.similarity().centredCosine()),
                median(members, member -> member.similarity().relativeL2()),
                otherLayers(
                        "lineage.cosine-null", matrices.stream().flatMapToDouble(matrix -> matrix.rawCosines(false))),
                otherLayers(
                        "lineage.centred-cosine-null",
                        matrices.stream().flatMapToDouble(matrix -> matrix.centredCosines(false))));
    }

    private static Quantity median(List<TensorComparison> members, Function<TensorComparison, Quantity> measure) {
        double[] defined = members.stream()
                .map(measure)
                .filter(Quantity::isDefined)
                .mapToDouble(Quantity::value)
                .toArray();
        return defined.length == 0
                ? Quantity.undefined(Message.of("weights.undefinedForAll"))
                : Quantity.of(new Median().evaluate(defined));
    }

    private static Optional<NullModel> otherLayers(String key, DoubleStream values) {
        double[] array = values.toArray();
        return array.length == 0 ? Optional.empty() : Optional.of(NullModel.of(Message.of(key), array));
    }
}
