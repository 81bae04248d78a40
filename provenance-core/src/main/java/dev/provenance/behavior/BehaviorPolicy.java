package dev.provenance.behavior;

/**
 * Every threshold on recorded behaviour.
 *
 * @param log10Significance decimal logarithm of the p-value, corrected for controls and bases, that "behaves alike" needs
 * @param fewestPrompts prompts below which nothing is concluded: the published test was measured with 1,000, its recall
 *     falling with fewer (Nikolić et al., arXiv 2502.00706)
 * @param fewestControls controls below which nothing is concluded; in the same work four controls picked at random left a
 *     precision of 55 %, so their choice matters more than their number
 * @param fewestQuestions dated questions below which no knowledge cut-off is estimated
 * @param cutoffLog10P decimal logarithm of the p-value, by permutation, that the fall of right answers needs
 * @param cutoffDeviance twice the loss of log-likelihood up to which a date stays in the interval of a cut-off. The 3.84
 *     of regular parameters covers 72 to 93 % for a change point; simulated, 95 % of true changes lost at most 4.9 to 7.5
 *     (40 to 200 questions, right answers falling from 60-95 % to 2-30 %)
 */
public record BehaviorPolicy(
        double log10Significance,
        int fewestPrompts,
        int fewestControls,
        int fewestQuestions,
        double cutoffLog10P,
        double cutoffDeviance) {

    public BehaviorPolicy {
        require("log10Significance", log10Significance <= 0, "a number up to 0", log10Significance);
        require("fewestPrompts", fewestPrompts >= 1, "at least 1", fewestPrompts);
        require("fewestControls", fewestControls >= 1, "at least 1", fewestControls);
        require("fewestQuestions", fewestQuestions >= 2, "at least 2", fewestQuestions);
        require("cutoffLog10P", cutoffLog10P <= 0, "a number up to 0", cutoffLog10P);
        require("cutoffDeviance", cutoffDeviance > 0, "a number above 0", cutoffDeviance);
    }

    /** One in a hundred, a hundred prompts, three controls. */
    public static BehaviorPolicy defaults() {
        return new BehaviorPolicy(-2, 100, 3, 30, -2, 7.6);
    }

    private static void require(String name, boolean holds, String expected, double actual) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "Behaviour policy " + name + ": expected " + expected + ", actual " + actual + ".");
        }
    }
}
