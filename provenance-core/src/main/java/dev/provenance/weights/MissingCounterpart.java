package dev.provenance.weights;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.ModelTensors;
import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.TensorRole;
import dev.provenance.architecture.match.Comparability;
import dev.provenance.architecture.match.Comparability.Degree;
import dev.provenance.message.Message;
import dev.provenance.weights.NotCompared.Owner;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a model has no tensor of the role of another model's.
 *
 * @param owner which model that is
 * @param tensors its tensors
 */
record MissingCounterpart(Owner owner, ModelTensors tensors) {

    Message reason(LogicalTensor lone) {
        TensorRole role = lone.role();
        if (lone.note().isPresent()) {
            return lone.note().get();
        }
        if (!role.isKnown()) {
            return Message.of("weights.unknownName", owner);
        }
        if (role.kind() == TensorKind.OUTPUT_HEAD && role.layer().isEmpty() && tensors.isHeadTied()) {
            return Message.of("weights.headIsEmbedding", owner);
        }
        if (role.layer().isEmpty()) {
            return none(role);
        }
        NavigableSet<Integer> layers = tensors.layers(role.component());
        if (layers.isEmpty()) {
            return Message.of("weights.noComponent", owner, TensorRole.nameOf(role.component()));
        }
        int layer = role.layer().getAsInt();
        if (!layers.contains(layer)) {
            return Message.of("weights.noLayer", owner, layer, layers.size(), layers.first(), layers.last());
        }
        return fused(role, layer).or(() -> expertsForMlp(lone)).orElseGet(() -> none(role));
    }

    private Message none(TensorRole role) {
        return Message.of("weights.noTensor", owner, role.message());
    }

    private Optional<Message> fused(TensorRole role, int layer) {
        TensorKind fused = switch (role.kind()) {
            case ATTENTION_QUERY, ATTENTION_KEY, ATTENTION_VALUE -> TensorKind.ATTENTION_FUSED;
            case MLP_GATE, MLP_UP -> TensorKind.MLP_FUSED;
            default -> role.kind();
        };
        return fused == role.kind()
                ? Optional.empty()
                : tensors.find(role.component(), layer, fused)
                        .flatMap(LogicalTensor::note)
                        .map(note -> Message.of("weights.inModel", owner, note));
    }

    /** A dense MLP on one side, experts on the other. */
    private Optional<Message> expertsForMlp(LogicalTensor lone) {
        TensorRole role = lone.role();
        TensorKind other = switch (role.kind()) {
            case MLP_GATE -> TensorKind.EXPERT_GATE;
            case MLP_UP -> TensorKind.EXPERT_UP;
            case MLP_DOWN -> TensorKind.EXPERT_DOWN;
            case EXPERT_GATE -> TensorKind.MLP_GATE;
            case EXPERT_UP -> TensorKind.MLP_UP;
            case EXPERT_DOWN -> TensorKind.MLP_DOWN;
            default -> role.kind();
        };
        if (other == role.kind()) {
            return Optional.empty();
        }
        boolean isExpert = role.expert().isPresent();
        return tensors.find(new TensorRole(
                        role.component(), other, role.layer(), isExpert ? OptionalInt.empty() : OptionalInt.of(0)))
                .map(counterpart -> {
                    Comparability shapes = Comparability.of(role.kind(), lone.shape(), counterpart.shape());
                    String key = isExpert ? "weights.mlpForExperts" : "weights.expertsForMlp";
                    return shapes.degree() == Degree.SAME_SHAPE
                            ? Message.of(key + "OfSameShape", owner)
                            : Message.of(key, owner, shapes.reason());
                });
    }
}
