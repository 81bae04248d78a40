package dev.provenance;

import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.TensorRole;
import dev.provenance.message.Message;

/** Parts of a model that a verdict tells apart: the text model's embedding, its head, its layers, further components and their projectors. */
final class Parts {

    static final String EMBEDDING = "embedding";
    static final String HEAD = "head";
    /** What brings a tower's output to the text model: trained for that pair, whatever tower it stands on. */
    static final String PROJECTOR = "projector";
    /** Of tensors whose name no rule knows. */
    static final String OTHER = "other";

    private Parts() {}

    static String of(TensorRole role) {
        if (!role.isKnown()) {
            return OTHER;
        }
        switch (role.subject()) {
            case PROJECTOR_UP, PROJECTOR_DOWN, PROJECTOR_NORM -> {
                return PROJECTOR;
            }
            default -> {}
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
            case EMBEDDING, HEAD, PROJECTOR, OTHER -> Message.of("claim.part-" + part);
            default -> TensorRole.nameOf(part);
        };
    }
}
