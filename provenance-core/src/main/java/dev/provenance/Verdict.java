package dev.provenance;

import dev.provenance.lineage.Direction;
import dev.provenance.lineage.Disguise;
import dev.provenance.lineage.Relation;
import dev.provenance.message.Message;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What an examination concludes, and why: about the base that the suspect is nearest to.
 *
 * @param base name of that base
 * @param relation how the suspect relates to it
 * @param further what it is besides
 * @param direction which of the two came first
 * @param disguises what was undone before they could be held against each other
 * @param weightsRelated whether the models share trained weights; shared initial random numbers alone do not make it yes
 * @param initialisationShared whether the models share initial random numbers; implied where trained weights are shared
 * @param log10P decimal logarithm of the p-value that weights are shared by chance, corrected for the number of bases;
 *     empty where no test could be run
 * @param coverage share of the suspect's parameters that were read and held against the base's
 * @param reasons sentences for a reader, the weightiest first
 */
public record Verdict(
        String base,
        Relation relation,
        List<Relation> further,
        Direction direction,
        Set<Disguise> disguises,
        Answer weightsRelated,
        Answer initialisationShared,
        OptionalDouble log10P,
        double coverage,
        List<Message> reasons) {

    public Verdict {
        further = List.copyOf(further);
        disguises = Set.copyOf(disguises);
        reasons = List.copyOf(reasons);
    }
}
