package dev.provenance.weights;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.ModelTensors;
import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.TensorRole;
import dev.provenance.architecture.match.Comparability;
import dev.provenance.architecture.match.Comparability.Degree;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a model has no tensor of the role of another model's.
 *
 * @param model what the model is called in the sentence
 * @param tensors its tensors
 */
record MissingCounterpart(String model, ModelTensors tensors) {

    String reason(LogicalTensor lone) {
        TensorRole role = lone.role();
        if (lone.note().isPresent()) {
            return lone.note().get();
        }
        if (!role.isKnown()) {
            return "the name is not known, and the " + model + " has no tensor of this name";
        }
        if (role.kind() == TensorKind.OUTPUT_HEAD && role.layer().isEmpty() && tensors.isHeadTied()) {
            return "the " + model + "'s output head is its input embedding";
        }
        if (role.layer().isEmpty()) {
            return "the " + model + " has no " + role;
        }
        NavigableSet<Integer> layers = tensors.layers(role.component());
        if (layers.isEmpty()) {
            return "the " + model + " has no component '" + role.component() + "'";
        }
        int layer = role.layer().getAsInt();
        if (!layers.contains(layer)) {
            return "the " + model + " has no layer " + layer + " (" + layers.size() + " layers, " + layers.first()
                    + " to " + layers.last() + ")";
        }
        return fused(role, layer).or(() -> expertsForMlp(lone)).orElse("the " + model + " has no " + role);
    }

    private Optional<String> fused(TensorRole role, int layer) {
        TensorKind fused = switch (role.kind()) {
            case ATTENTION_QUERY, ATTENTION_KEY, ATTENTION_VALUE -> TensorKind.ATTENTION_FUSED;
            case MLP_GATE, MLP_UP -> TensorKind.MLP_FUSED;
            default -> role.kind();
        };
        return fused == role.kind()
                ? Optional.empty()
                : tensors.find(role.component(), layer, fused)
                        .flatMap(LogicalTensor::note)
                        .map(note -> "in the " + model + " " + note);
    }

    /** A dense MLP on one side, experts on the other. */
    private Optional<String> expertsForMlp(LogicalTensor lone) {
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
                    String place = isExpert ? "one MLP in the place of the experts" : "experts in the place of the MLP";
                    return "the " + model + " has " + place
                            + (shapes.degree() == Degree.SAME_SHAPE
                                    ? ", of the same shape: each expert could be held against it"
                                    : ", " + shapes.reason());
                });
    }
}
