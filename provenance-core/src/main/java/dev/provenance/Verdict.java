package dev.provenance;

import dev.provenance.lineage.Relation;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What an examination concludes, and why.
 *
 * @param relation how the suspect relates to the base
 * @param weightsRelated whether the models share trained weights; shared initial random numbers alone do not make it yes
 * @param initialisationShared whether the models share initial random numbers; implied where trained weights are shared
 * @param log10P decimal logarithm of the p-value; empty as long as no test with an exact or calibrated null was run
 * @param coverage share of the suspect's parameters that were read and held against the base's
 * @param reasons sentences for a reader, the weightiest first
 */
public record Verdict(
        Relation relation,
        Answer weightsRelated,
        Answer initialisationShared,
        OptionalDouble log10P,
        double coverage,
        List<String> reasons) {

    public Verdict {
        reasons = List.copyOf(reasons);
    }
}
