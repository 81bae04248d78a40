package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.TensorRole;
import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.NullModel;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.message.Message;
import java.util.OptionalDouble;

/**
 * Makes findings of what was measured.
 *
 * @param derived whether all signs together say that training is shared, of layers or of their MLPs; without it no test alone
 *     speaks for the claim
 */
record Weighing(PairResults results, VerdictPolicy policy, boolean derived) {

    /**
     * What a test measured.
     *
     * @param statistic what its p-value is of
     * @param effect how much is shared
     * @param log10P decimal logarithm of the p-value
     * @param coverage share of the suspect's parameters
     * @param large whether the effect has a size that only shared training explains
     */
    record Measured(double statistic, double effect, double log10P, double coverage, boolean large) {}

    /** A tower may be shared whatever the text models are: what is found of it speaks of that part alone. */
    private Claim claim() {
        return results.suspect().isText() ? Claim.WEIGHTS_RELATED : Claim.PART_SHARED;
    }

    private Message ofPart(Message reason) {
        CanonicalModel suspect = results.suspect();
        return suspect.isText()
                ? reason
                : Message.of("lineage.of-part", TensorRole.componentName(suspect.component()), reason);
    }

    boolean isSignificant(double log10P) {
        return log10P <= policy.log10Significance();
    }

    Finding finding(Measure measure, Measured measured, NullModel nullModel, Message reason) {
        Outcome outcome = isSignificant(measured.log10P())
                ? measured.large() && derived ? Outcome.FOR : Outcome.UNDECIDED
                : Outcome.NOTHING_FOUND;
        return new Finding(
                claim(),
                results.suspect().component(),
                measure,
                measured.statistic(),
                measured.effect(),
                nullModel,
                OptionalDouble.of(measured.log10P()),
                measured.coverage(),
                outcome,
                ofPart(reason));
    }

    Finding notRun(Measure measure, String key, Object... arguments) {
        return Finding.notRun(claim(), results.suspect().component(), measure, ofPart(Message.of(key, arguments)));
    }
}
