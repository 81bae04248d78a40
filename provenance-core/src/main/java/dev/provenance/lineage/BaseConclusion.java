package dev.provenance.lineage;

import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How the suspect relates to one base.
 *
 * @param base name of the base
 * @param relation the leading relation
 * @param further what it is besides
 * @param direction which came first
 * @param disguises what was undone
 * @param log10P that weights are shared by chance, as tested on this base alone; of a part that is reused, that part's
 * @param adjustedLog10P the same among all bases of the panel and all components that were tested (Holm)
 * @param change median over tensors of what is left after the best factor, as a share of the norm; NaN where nothing matches
 * @param detectionLimit the smallest share of the base's weights in the suspect's that would have been found; empty where
 *     something was found, or none could be mixed in
 * @param laterSigns what says that the suspect is the later one, one piece of a sentence each
 * @param earlierSigns what says that it is not
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
        OptionalDouble detectionLimit,
        List<Message> laterSigns,
        List<Message> earlierSigns,
        List<Message> reasons) {

    /** Copies the collections. */
    public BaseConclusion {
        further = List.copyOf(further);
        disguises = Set.copyOf(disguises);
        laterSigns = List.copyOf(laterSigns);
        earlierSigns = List.copyOf(earlierSigns);
        reasons = List.copyOf(reasons);
    }

    /** With one more reason. */
    public BaseConclusion with(Message reason) {
        List<Message> more = new ArrayList<>(reasons);
        more.add(reason);
        return new BaseConclusion(
                base,
                relation,
                further,
                direction,
                disguises,
                log10P,
                adjustedLog10P,
                change,
                detectionLimit,
                laterSigns,
                earlierSigns,
                more);
    }
}
