package dev.provenance.report;

import dev.provenance.architecture.TensorRole;
import dev.provenance.architecture.match.ArchitectureMatch;
import dev.provenance.architecture.match.ComponentMatch;
import dev.provenance.architecture.match.FieldMatch;
import dev.provenance.architecture.match.FieldMatch.Outcome;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;

/** The architecture's sentences of a text report: what is alike, what differs, what can be compared. */
final class ArchitectureText {

    private ArchitectureText() {}

    static List<Message> sentences(ArchitectureMatch match) {
        List<Message> sentences = new ArrayList<>();
        long both = count(match, Outcome.EQUAL) + count(match, Outcome.DIFFERENT);
        sentences.add(
                both == 0
                        ? Message.of("architecture.nothingKnown")
                        : Message.of("architecture.valuesEqual", count(match, Outcome.EQUAL), both));
        for (ComponentMatch component : match.components()) {
            List<FieldMatch> different = component.fields(Outcome.DIFFERENT);
            if (!different.isEmpty()) {
                sentences.add(Message.of(
                        "architecture.different",
                        TensorRole.nameOf(component.name()),
                        different.stream().map(ArchitectureText::different).toList()));
            }
            if (!different.isEmpty() || component.fields(Outcome.EQUAL).isEmpty()) {
                Message name = TensorRole.nameOf(component.name());
                component.remarks().forEach(remark -> sentences.add(Message.of("architecture.remarkOn", name, remark)));
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

    private static Message different(FieldMatch field) {
        return Message.of(
                "architecture.differentValue",
                field.field(),
                field.base().orElseThrow(),
                field.suspect().orElseThrow());
    }
}
