package dev.provenance;

import dev.provenance.architecture.TensorRole;
import dev.provenance.lineage.BaseConclusion;
import dev.provenance.message.Message;

/**
 * How one component of the suspect relates to the same component of a base, tested by itself: the text model, a vision tower,
 * an audio encoder.
 *
 * @param component which, as in {@code TensorRole}
 * @param conclusion how it relates; p-values corrected for the number of bases and of components
 */
public record ComponentConclusion(String component, BaseConclusion conclusion) {

    /** The component's name for a reader; where it is the file's, that. */
    public Message name() {
        return TensorRole.nameOf(component);
    }

    Answer shared() {
        return Judge.related(conclusion.relation());
    }
}
