package dev.provenance;

import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.TensorRole;
import dev.provenance.message.Message;

/** Parts of a model that a verdict tells apart: the text model's embedding, its head, its layers, and further components. */
final class Parts {

    static final String EMBEDDING = "embedding";
    static final String HEAD = "head";
    /** Of tensors whose name no rule knows. */
    static final String OTHER = "other";

    private Parts() {}

    static String of(TensorRole role) {
        if (!role.isKnown()) {
            return OTHER;
        }
        if (role.component().equals(TensorRole.TEXT) && role.layer().isEmpty()) {
            if (role.subject() == TensorKind.INPUT_EMBEDDING) {
                return EMBEDDING;
            }
            if (role.subject() == TensorKind.OUTPUT_HEAD) {
                return HEAD;
            }
        }
        return role.component();
    }

    /** A part's name for a reader; where it is the file's, that. */
    static Message name(String part) {
        return switch (part) {
            case EMBEDDING, HEAD, OTHER -> Message.of("claim.part-" + part);
            default -> TensorRole.componentName(part);
        };
    }
}
