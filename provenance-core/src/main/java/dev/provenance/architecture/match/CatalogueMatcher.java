package dev.provenance.architecture.match;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.ComponentSpec;
import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.catalogue.ModelCatalogue;
import dev.provenance.architecture.catalogue.Rarity;
import dev.provenance.architecture.match.ArchitectureMatch.Answer;
import dev.provenance.architecture.match.FieldMatch.Outcome;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Takes the rarity of values from a catalogue. */
final class CatalogueMatcher implements ArchitectureMatcher {

    /** How numbers are stored is shown and makes no architecture different. */
    private static final Set<ArchitectureField> STORAGE =
            EnumSet.of(ArchitectureField.DTYPE, ArchitectureField.QUANTISATION);

    /** What is absent is not there: a model without it is built otherwise. Of other fields the value may just not be known. */
    private static final Set<ArchitectureField> STRUCTURE = EnumSet.of(
            ArchitectureField.EXPERTS,
            ArchitectureField.SHARED_EXPERTS,
            ArchitectureField.QUERY_RANK,
            ArchitectureField.KV_RANK);

    /** What stands in the place of a dense MLP in a model of experts. */
    private static final Map<TensorKind, TensorKind> EXPERT_OF = Map.of(
            TensorKind.MLP_GATE, TensorKind.EXPERT_GATE,
            TensorKind.MLP_UP, TensorKind.EXPERT_UP,
            TensorKind.MLP_DOWN, TensorKind.EXPERT_DOWN);

    private final ModelCatalogue catalogue;

    CatalogueMatcher(ModelCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public ArchitectureMatch match(ArchitectureSpec base, ArchitectureSpec suspect) {
        Map<String, ComponentMatch> components = new LinkedHashMap<>();
        Stream.concat(base.components().stream(), suspect.components().stream())
                .map(ComponentSpec::name)
                .distinct()
                .forEach(name -> components.put(name, match(name, base.component(name), suspect.component(name))));
        List<Message> notes = new ArrayList<>();
        base.anomalies().forEach(anomaly -> notes.add(Message.of("architecture.ofBase", anomaly.message())));
        suspect.anomalies().forEach(anomaly -> notes.add(Message.of("architecture.ofSuspect", anomaly.message())));
        return new ArchitectureMatch(answer(components), List.copyOf(components.values()), notes);
    }

    private static Answer answer(Map<String, ComponentMatch> components) {
        List<FieldMatch> fields = components.values().stream()
                .flatMap(component -> component.fields().stream())
                .filter(field -> !STORAGE.contains(field.field()))
                .toList();
        if (fields.stream().allMatch(field -> field.outcome() == Outcome.ABSENT)) {
            return Answer.UNKNOWN;
        }
        boolean alike = fields.stream()
                        .noneMatch(field -> field.outcome() == Outcome.DIFFERENT
                                || (field.outcome() == Outcome.ABSENT && STRUCTURE.contains(field.field())))
                && components.values().stream()
                        .allMatch(component ->
                                component.fields().stream().anyMatch(field -> field.outcome() == Outcome.EQUAL));
        return alike ? Answer.EQUAL : Answer.DIFFERENT;
    }

    private ComponentMatch match(String name, Optional<ComponentSpec> base, Optional<ComponentSpec> suspect) {
        List<FieldMatch> fields = new ArrayList<>();
        for (ArchitectureField field : ArchitectureField.values()) {
            Optional<String> ours = base.flatMap(spec -> spec.value(field));
            Optional<String> theirs = suspect.flatMap(spec -> spec.value(field));
            if (ours.isPresent() || theirs.isPresent()) {
                Optional<Rarity> rarity = ours.isPresent() && ours.equals(theirs)
                        ? catalogue.rarity(name, field, ours.get())
                        : Optional.empty();
                fields.add(new FieldMatch(field, ours, theirs, rarity));
            }
        }
        if (base.isEmpty() || suspect.isEmpty()) {
            return new ComponentMatch(name, fields, List.of(), List.of(lone(base, suspect)));
        }
        List<KindMatch> kinds = kinds(base.get(), suspect.get());
        return new ComponentMatch(name, fields, kinds, Remarks.on(base.get(), suspect.get(), kinds));
    }

    private static Message lone(Optional<ComponentSpec> base, Optional<ComponentSpec> suspect) {
        String key = base.isEmpty() ? "architecture.onlySuspect" : "architecture.onlyBase";
        return base.or(() -> suspect)
                .flatMap(ComponentSpec::modelType)
                .map(type -> Message.of(key + "OfType", type))
                .orElse(Message.of(key));
    }

    private static List<KindMatch> kinds(ComponentSpec base, ComponentSpec suspect) {
        Map<TensorKind, List<Long>> ours = ExpectedShapes.of(base);
        Map<TensorKind, List<Long>> theirs = ExpectedShapes.of(suspect);
        List<KindMatch> kinds = new ArrayList<>();
        ours.forEach((kind, shape) -> {
            TensorKind other = theirs.containsKey(kind) ? kind : standIn(kind);
            List<Long> otherShape = theirs.get(other);
            if (otherShape != null) {
                kinds.add(new KindMatch(kind, other, shape, otherShape, Comparability.of(kind, shape, otherShape)));
            } else {
                kinds.add(new KindMatch(
                        kind,
                        kind,
                        shape,
                        List.of(),
                        new Comparability(Comparability.Degree.NONE, Message.of("architecture.noSuchTensors"))));
            }
        });
        return kinds;
    }

    private static TensorKind standIn(TensorKind kind) {
        for (Map.Entry<TensorKind, TensorKind> pair : EXPERT_OF.entrySet()) {
            if (pair.getKey() == kind) {
                return pair.getValue();
            }
            if (pair.getValue() == kind) {
                return pair.getKey();
            }
        }
        return kind;
    }
}
