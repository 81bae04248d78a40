package dev.provenance.architecture.match;

import dev.provenance.architecture.match.FieldMatch.Outcome;
import dev.provenance.message.Message;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Two architectures held against each other. Says what is alike and what can be compared, and nothing about where weights
 * come from: models of one architecture may share nothing, and a derived model may have another architecture.
 *
 * @param answer whether they are equal
 * @param components every component of either, the text model first
 * @param notes on the descriptions: what is odd about them, whose names the tensors have
 */
public record ArchitectureMatch(Answer answer, List<ComponentMatch> components, List<Message> notes) {

    /** How alike two architectures are. */
    public enum Answer {
        /** Every field that is known of both is equal, both have the same components, and experts and latents in both or none. */
        EQUAL,
        /** Some fields are equal, some not. */
        DIFFERENT,
        /** No field is known of both. */
        UNKNOWN
    }

    /** Copies the lists. */
    public ArchitectureMatch {
        components = List.copyOf(components);
        notes = List.copyOf(notes);
    }

    /** The match of a component. */
    public Optional<ComponentMatch> component(String name) {
        return components.stream()
                .filter(component -> component.name().equals(name))
                .findFirst();
    }

    /** The equal fields of all components that tell most, the rarest value first. */
    public List<FieldMatch> telling() {
        return components.stream()
                .flatMap(component -> component.fields(Outcome.EQUAL).stream())
                .filter(field ->
                        field.rarity().isPresent() && field.rarity().get().bits() > 0)
                .sorted(Comparator.comparingDouble(
                        (FieldMatch field) -> -field.rarity().orElseThrow().bits()))
                .toList();
    }
}
