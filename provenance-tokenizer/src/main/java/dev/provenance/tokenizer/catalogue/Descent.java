package dev.provenance.tokenizer.catalogue;

import dev.provenance.tokenizer.internal.Increasing;

/**
 * How much of a known tokenizer another one holds, estimated from the fingerprint.
 *
 * @param known the known one
 * @param found tokens of the fingerprint that the other has
 * @param longest how many of them stand in the known order
 */
public record Descent(Fingerprint known, int found, int longest) {

    static Descent of(Fingerprint known, HashedTokens tokens) {
        int[] places = known.sample().stream()
                .mapToInt(entry -> tokens.place(entry.hash()))
                .filter(place -> place != HashedTokens.ABSENT)
                .toArray();
        return new Descent(known, places.length, Increasing.longest(places));
    }

    /** Estimated share of the known tokenizer's learned tokens that the other has. */
    public double containment() {
        return known.sample().isEmpty() ? 0 : (double) found / known.sample().size();
    }

    /** Share of those in the known order. */
    public double inOrder() {
        return found == 0 ? 0 : (double) longest / found;
    }
}
