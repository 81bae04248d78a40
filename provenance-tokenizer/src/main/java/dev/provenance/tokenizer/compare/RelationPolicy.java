package dev.provenance.tokenizer.compare;

/**
 * The boundaries of the relations. Calibrated on the 703 pairs of 38 tokenizers of common models: 77 pairs of common
 * descent, 626 others.
 *
 * @param density bound on the joint density of the places of common tokens in independently trained tokenizers, relative
 *     to uniform. The longest common order of independent pairs was at most 7.7·√n, that is 2√(Mn) with M = 15; the
 *     default is 25
 * @param log10P largest decimal logarithm of the probability for a common origin
 * @param orderShare smallest share of the common tokens in the longest common order for a common origin: at most 0.16 in
 *     independent pairs with 300 and more, at least 0.79 in related ones
 * @param jaccard smallest share of tokens in common for a common origin where no order tells: at most 0.61 in independent
 *     pairs
 * @param fewestTokens fewest tokens in common for that
 * @param keptShare smallest share of a tokenizer's tokens that another holds to count as extending it: at least 0.989 in
 *     known extensions, at most 0.86 in siblings
 * @param sameIds smallest share of the common tokens with the same id, and in the same order, to count as unchanged
 */
public record RelationPolicy(
        double density,
        double log10P,
        double orderShare,
        double jaccard,
        int fewestTokens,
        double keptShare,
        double sameIds) {

    private static final RelationPolicy DEFAULTS = new RelationPolicy(25, -20, 0.5, 0.9, 500, 0.96, 0.98);

    public static RelationPolicy defaults() {
        return DEFAULTS;
    }
}
