package dev.provenance.lineage;

import java.util.OptionalDouble;

/**
 * A measure held against its null.
 *
 * @param claim what it speaks for or against
 * @param component part of the model that it is about, as in {@code TensorRole}
 * @param measure what was measured
 * @param effect its value
 * @param nullModel what the same measure gives where nothing is shared
 * @param log10P decimal logarithm of the p-value; empty where the measure has no calibrated null
 * @param coverage share of the suspect's parameters that it rests on
 * @param outcome what follows for the claim
 * @param reason one sentence for a reader
 */
public record Finding(
        Claim claim,
        String component,
        String measure,
        double effect,
        NullModel nullModel,
        OptionalDouble log10P,
        double coverage,
        Outcome outcome,
        String reason) {

    /** What follows from one finding. */
    public enum Outcome {
        /** The effect is of a size that only shared trained weights explain. */
        FOR,
        /** Above the null, but shared initial random numbers would explain it too. */
        UNDECIDED,
        /** Within the null. */
        NOTHING_FOUND,
        /** Too few comparisons for a null. */
        TOO_FEW,
        /** Shown, not counted. */
        NOT_COUNTED
    }
}
