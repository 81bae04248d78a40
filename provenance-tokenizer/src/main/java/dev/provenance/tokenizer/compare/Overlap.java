package dev.provenance.tokenizer.compare;

import java.util.OptionalDouble;

/**
 * How much two sets of tokens have in common.
 *
 * @param sizeA tokens of A
 * @param sizeB tokens of B
 * @param common tokens in both
 */
public record Overlap(int sizeA, int sizeB, int common) {

    /** Share of A's tokens that B has; empty if A has none. */
    public OptionalDouble containmentOfA() {
        return share(common, sizeA);
    }

    /** Share of B's tokens that A has; empty if B has none. */
    public OptionalDouble containmentOfB() {
        return share(common, sizeB);
    }

    /** Tokens in both among those in either; empty if there are none. */
    public OptionalDouble jaccard() {
        return share(common, sizeA + sizeB - common);
    }

    static OptionalDouble share(int part, int whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
