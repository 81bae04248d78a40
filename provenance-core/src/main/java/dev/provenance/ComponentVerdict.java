package dev.provenance;

import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Relation;
import dev.provenance.message.Message;
import java.util.List;

/**
 * The verdict on one part of the suspect: {@code embedding}, {@code head}, the rest of the {@code text} model, and every
 * further component, such as {@code vision}.
 *
 * @param component which part
 * @param shared whether it shares trained weights with the verdict's base
 * @param relation how it relates to the same part of the base
 * @param parameters its share of the suspect's parameters
 * @param coverage share of its parameters that were held against the base's
 * @param findings what this rests on, of those in the report's {@link ProvenanceReport#findings()}; empty where it rests on
 *     equality of numbers, or on nothing
 * @param sentence the verdict in words
 */
public record ComponentVerdict(
        String component,
        Answer shared,
        Relation relation,
        double parameters,
        double coverage,
        List<Finding> findings,
        Message sentence) {

    public ComponentVerdict {
        findings = List.copyOf(findings);
    }

    /** The part's name for a reader; where it is the file's, that. */
    public Message name() {
        return Parts.name(component);
    }
}
