package dev.provenance;

import dev.provenance.lineage.BaseConclusion;
import dev.provenance.lineage.Direction;
import dev.provenance.lineage.Disguise;
import dev.provenance.lineage.Relation;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The conclusion about a base from those about its components. The text model leads: where it is related, so are the models.
 * Where it is not, a component that is shared makes them share a part, whichever of them, or a third, had it first.
 */
final class PartsConclusion {

    private final List<ComponentConclusion> components;
    private final BaseConclusion text;

    private PartsConclusion(List<ComponentConclusion> components) {
        this.components = components;
        this.text = components.getFirst().conclusion();
    }

    /** @param components the text model first */
    static BaseConclusion of(List<ComponentConclusion> components) {
        return components.size() == 1
                ? components.getFirst().conclusion()
                : new PartsConclusion(components).conclusion();
    }

    private BaseConclusion conclusion() {
        if (Judge.related(text.relation()) == Answer.YES) {
            return ofText(text.relation(), further());
        }
        List<ComponentConclusion> shared = components.stream()
                .filter(component -> component.shared() == Answer.YES)
                .toList();
        if (!shared.isEmpty()) {
            return ofParts(shared);
        }
        if (text.relation() == Relation.INCONCLUSIVE || has(Relation.INCONCLUSIVE)) {
            return ofText(Relation.INCONCLUSIVE, List.of());
        }
        if (has(Relation.SHARED_INITIALISATION)) {
            return ofText(Relation.SHARED_INITIALISATION, List.of());
        }
        return ofText(
                has(Relation.NO_SHARED_WEIGHTS_FOUND) ? Relation.NO_SHARED_WEIGHTS_FOUND : text.relation(), List.of());
    }

    private boolean has(Relation relation) {
        return components.stream().anyMatch(component -> component.conclusion().relation() == relation);
    }

    /** A model whose text comes from the base while its tower does not has parts of it. */
    private List<Relation> further() {
        List<Relation> further = new ArrayList<>(text.further());
        boolean other = has(Relation.NO_SHARED_WEIGHTS_FOUND) || has(Relation.SHARED_INITIALISATION);
        if (other && text.relation() != Relation.PARTS_REUSED && !further.contains(Relation.PARTS_REUSED)) {
            further.add(Relation.PARTS_REUSED);
        }
        return further;
    }

    private BaseConclusion ofText(Relation relation, List<Relation> further) {
        // Of a relation that a component brought, what the text model's p-value says is not what it rests on.
        BaseConclusion weightiest = relation == text.relation() ? text : smallest(components);
        return new BaseConclusion(
                text.base(),
                relation,
                further,
                text.direction(),
                text.disguises(),
                weightiest.log10P(),
                weightiest.adjustedLog10P(),
                text.change(),
                limit(),
                text.laterSigns(),
                text.earlierSigns(),
                reasons());
    }

    /** Which model came first is not told by a part: both may have it from a third one. */
    private BaseConclusion ofParts(List<ComponentConclusion> shared) {
        Set<Disguise> disguises = EnumSet.noneOf(Disguise.class);
        shared.forEach(component -> disguises.addAll(component.conclusion().disguises()));
        BaseConclusion weightiest = smallest(shared);
        return new BaseConclusion(
                text.base(),
                Relation.PARTS_REUSED,
                List.of(),
                Direction.UNDETERMINED,
                disguises,
                weightiest.log10P(),
                weightiest.adjustedLog10P(),
                weightiest.change(),
                OptionalDouble.empty(),
                List.of(),
                List.of(),
                reasons());
    }

    private static BaseConclusion smallest(List<ComponentConclusion> among) {
        return among.stream()
                .map(ComponentConclusion::conclusion)
                .min(Comparator.comparingDouble(BaseConclusion::adjustedLog10P))
                .orElseThrow();
    }

    /** The largest of all components: what would have been found in every one of them. */
    private OptionalDouble limit() {
        boolean known = components.stream()
                .allMatch(component -> component.conclusion().detectionLimit().isPresent());
        return known
                ? components.stream()
                        .mapToDouble(component ->
                                component.conclusion().detectionLimit().orElseThrow())
                        .max()
                : OptionalDouble.empty();
    }

    /** What was found of each component, and each one's reasons with its name before them. */
    private List<Message> reasons() {
        List<Message> reasons = new ArrayList<>();
        named("verdict.partsNothing", Relation.NO_SHARED_WEIGHTS_FOUND, reasons);
        named("verdict.partsInitialisation", Relation.SHARED_INITIALISATION, reasons);
        named("verdict.partsUndecided", Relation.INCONCLUSIVE, reasons);
        for (ComponentConclusion component : components) {
            component.conclusion().reasons().stream()
                    .map(reason -> Message.of("lineage.of-part", component.name(), reason))
                    .forEach(reasons::add);
        }
        return reasons;
    }

    private void named(String key, Relation relation, List<Message> reasons) {
        List<Message> names = components.stream()
                .filter(component -> component.conclusion().relation() == relation)
                .map(ComponentConclusion::name)
                .toList();
        if (!names.isEmpty()) {
            reasons.add(Message.of(key, names));
        }
    }
}
