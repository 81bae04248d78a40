package dev.provenance.behavior;

import dev.provenance.lineage.internal.statistics.LogProbability;

/**
 * Two models' agreement with a third, on the same prompts. Exact one-sided McNemar test: of the prompts on which only one of
 * the two agrees, the first has no more than half by chance alone (McNemar, Psychometrika 12, 1947).
 *
 * @param prompts on which all three answered
 * @param first share of them on which the first agrees with the third
 * @param second share of them on which the second does
 * @param firstOnly prompts on which only the first does
 * @param secondOnly prompts on which only the second does
 * @param log10P decimal logarithm of the p-value that the first agrees no more than the second
 * @param adjustedLog10P the same, corrected for all controls (Holm)
 */
public record PairedAgreement(
        int prompts,
        double first,
        double second,
        long firstOnly,
        long secondOnly,
        double log10P,
        double adjustedLog10P) {

    /** From one flag for each prompt and model, before any correction. */
    static PairedAgreement of(boolean[] first, boolean[] second) {
        int firstOnly = 0;
        int secondOnly = 0;
        int both = 0;
        for (int i = 0; i < first.length; i++) {
            if (first[i] && second[i]) {
                both++;
            } else if (first[i]) {
                firstOnly++;
            } else if (second[i]) {
                secondOnly++;
            }
        }
        double log10P = LogProbability.ofBinomialTail((long) firstOnly + secondOnly, 0.5, firstOnly);
        return new PairedAgreement(
                first.length,
                (double) (both + firstOnly) / first.length,
                (double) (both + secondOnly) / first.length,
                firstOnly,
                secondOnly,
                log10P,
                log10P);
    }

    PairedAgreement adjusted(double adjusted) {
        return new PairedAgreement(prompts, first, second, firstOnly, secondOnly, log10P, adjusted);
    }
}
