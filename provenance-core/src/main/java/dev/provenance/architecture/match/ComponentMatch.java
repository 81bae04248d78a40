package dev.provenance.architecture.match;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.match.FieldMatch.Outcome;
import dev.provenance.message.Message;
import java.util.List;
import java.util.Optional;

/**
 * One component of two models; of a component that only one has, every field is absent in the other.
 *
 * @param name as in {@code TensorRole}
 * @param fields every field that is known of either
 * @param kinds what can be compared, by the configurations
 * @param remarks sentences on what the two have to do with each other, and what a comparison of weights can still do
 */
public record ComponentMatch(String name, List<FieldMatch> fields, List<KindMatch> kinds, List<Message> remarks) {

    /** Copies the lists. */
    public ComponentMatch {
        fields = List.copyOf(fields);
        kinds = List.copyOf(kinds);
        remarks = List.copyOf(remarks);
    }

    /** The fields of an outcome. */
    public List<FieldMatch> fields(Outcome outcome) {
        return fields.stream().filter(field -> field.outcome() == outcome).toList();
    }

    /** The match of one field; empty if it is known of neither. */
    public Optional<FieldMatch> field(ArchitectureField field) {
        return fields.stream().filter(match -> match.field() == field).findFirst();
    }

    /** What can be compared of a kind. */
    public Optional<KindMatch> kind(TensorKind kind) {
        return kinds.stream().filter(match -> match.kind() == kind).findFirst();
    }
}
