package dev.provenance.lineage;

import dev.provenance.message.Message;
import java.util.OptionalDouble;

/**
 * A measure held against its null, or the reason why it could not be taken.
 *
 * @param claim what it speaks for or against
 * @param component part of the model that it is about, as in {@code TensorRole}
 * @param measure what was measured
 * @param statistic what its p-value is of: a number of units, a number of standard deviations; NaN where there is none
 * @param effect how much is shared, from 0 to 1 for shares and correlations; of an exhibit the measure itself, which may
 *     be a distance; NaN where it was not measured
 * @param nullModel what the same measure gives where nothing is shared
 * @param log10P decimal logarithm of the p-value; empty where the measure has no exact or calibrated null
 * @param coverage share of the suspect's parameters that it rests on
 * @param outcome what follows for the claim
 * @param reason one sentence for a reader
 */
public record Finding(
        Claim claim,
        String component,
        Measure measure,
        double statistic,
        double effect,
        NullModel nullModel,
        OptionalDouble log10P,
        double coverage,
        Outcome outcome,
        Message reason) {

    /** What follows from one finding. */
    public enum Outcome {
        /** The effect is significant and of a size that only shared trained weights explain. */
        FOR,
        /** Above the null, but shared initial random numbers or shared parts would explain it too. */
        UNDECIDED,
        /** Within the null. */
        NOTHING_FOUND,
        /** The models or the files do not allow the test; the reason says why. */
        NOT_RUN,
        /** Shown, not counted. */
        NOT_COUNTED
    }

    /** A test that could not be run. */
    public static Finding notRun(Claim claim, String component, Measure measure, Message reason) {
        return new Finding(
                claim,
                component,
                measure,
                Double.NaN,
                Double.NaN,
                NullModel.stated(Message.of("lineage.not-run")),
                OptionalDouble.empty(),
                0,
                Outcome.NOT_RUN,
                reason);
    }
}
