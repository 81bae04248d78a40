package dev.provenance.architecture.match;

import dev.provenance.architecture.TensorKind;
import java.util.List;

/**
 * What can be compared of one kind of tensor, as far as two configurations tell.
 *
 * @param kind the kind in the base
 * @param suspectKind the kind in the suspect: the same, or the one that stands in its place, such as experts for an MLP
 * @param base its shape in the base
 * @param suspect its shape in the suspect
 * @param comparability what can be done
 */
public record KindMatch(
        TensorKind kind, TensorKind suspectKind, List<Long> base, List<Long> suspect, Comparability comparability) {

    /** Copies the lists. */
    public KindMatch {
        base = List.copyOf(base);
        suspect = List.copyOf(suspect);
    }
}
