package dev.provenance.lineage.relation;

import dev.provenance.lineage.Disguise;
import dev.provenance.lineage.Relation;
import dev.provenance.message.Message;
import java.util.List;
import java.util.Set;

/**
 * How the suspect relates to one base.
 *
 * @param base name of the base
 * @param relation the leading relation
 * @param further what it is besides
 * @param direction which came first
 * @param disguises what was undone
 * @param log10P that weights are shared by chance, as tested on this base alone
 * @param adjustedLog10P the same among all bases of the panel (Holm)
 * @param change median over tensors of what is left after the best factor, as a share of the norm; NaN where nothing matches
 * @param reasons the measured signs, one sentence each
 */
public record BaseConclusion(
        String base,
        Relation relation,
        List<Relation> further,
        Direction direction,
        Set<Disguise> disguises,
        double log10P,
        double adjustedLog10P,
        double change,
        List<Message> reasons) {

    /** Copies the collections. */
    public BaseConclusion {
        further = List.copyOf(further);
        disguises = Set.copyOf(disguises);
        reasons = List.copyOf(reasons);
    }
}
