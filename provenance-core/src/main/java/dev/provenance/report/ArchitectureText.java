package dev.provenance.report;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.catalogue.Rarity;
import dev.provenance.architecture.match.ArchitectureMatch;
import dev.provenance.architecture.match.ComponentMatch;
import dev.provenance.architecture.match.FieldMatch;
import dev.provenance.architecture.match.FieldMatch.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The architecture's sentences of a text report: what is alike, what differs, what can be compared. */
final class ArchitectureText {

    /** Values that fewer than this many bits tell are not worth a line. */
    private static final double TELLING = 3;

    private ArchitectureText() {}

    static List<String> sentences(ArchitectureMatch match) {
        List<String> sentences = new ArrayList<>();
        long both = count(match, Outcome.EQUAL) + count(match, Outcome.DIFFERENT);
        sentences.add(
                both == 0
                        ? "Nothing is known of both models' architectures."
                        : count(match, Outcome.EQUAL) + " of " + both + " values known of both are equal. This says"
                                + " nothing about where weights come from.");
        String telling = match.telling().stream()
                .filter(field -> field.rarity().orElseThrow().bits() >= TELLING)
                .limit(3)
                .map(ArchitectureText::telling)
                .collect(Collectors.joining(", "));
        if (!telling.isEmpty()) {
            sentences.add("Rare values in common: " + telling + ".");
        }
        for (ComponentMatch component : match.components()) {
            List<FieldMatch> different = component.fields(Outcome.DIFFERENT);
            if (!different.isEmpty()) {
                sentences.add(different.stream()
                        .map(field -> name(field.field()) + " " + field.base().orElseThrow() + " / "
                                + field.suspect().orElseThrow())
                        .collect(Collectors.joining(
                                ", ", "Different in '" + component.name() + "' (base / suspect): ", ".")));
            }
            if (!different.isEmpty() || component.fields(Outcome.EQUAL).isEmpty()) {
                component.remarks().forEach(remark -> sentences.add("'" + component.name() + "': " + remark));
            }
        }
        sentences.addAll(match.notes());
        return sentences;
    }

    private static long count(ArchitectureMatch match, Outcome outcome) {
        return match.components().stream()
                .mapToLong(component -> component.fields(outcome).size())
                .sum();
    }

    private static String telling(FieldMatch field) {
        Rarity rarity = field.rarity().orElseThrow();
        return String.format(
                Locale.ROOT,
                "%s %s (%d of %d known families)",
                name(field.field()),
                field.base().orElseThrow(),
                rarity.same(),
                rarity.families());
    }

    private static String name(ArchitectureField field) {
        return field.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
