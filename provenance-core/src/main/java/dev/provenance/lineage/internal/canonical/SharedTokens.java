package dev.provenance.lineage.internal.canonical;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which rows of two embeddings belong to the same token.
 *
 * @param base rows of the base, one for each token that both have
 * @param suspect rows of the suspect, in the same order
 * @param baseTokens tokens of the base in all
 * @param suspectTokens tokens of the suspect in all
 * @param byText whether tokens were matched by their text; false if, for lack of tokenizers, equal numbers were taken for
 *     equal tokens, which if wrong hides relatives but makes none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record SharedTokens(int[] base, int[] suspect, int baseTokens, int suspectTokens, boolean byText) {

    /** Copies the arrays. */
    public SharedTokens {
        base = base.clone();
        suspect = suspect.clone();
        if (base.length != suspect.length) {
            throw new IllegalArgumentException(
                    "Shared tokens: " + base.length + " rows of the base, " + suspect.length + " of the suspect.");
        }
    }

    /** Nothing is known of the tokens. */
    public static SharedTokens none() {
        return new SharedTokens(new int[0], new int[0], 0, 0, true);
    }

    /** Rows of equal number, for models without tokenizers whose embeddings have as many rows. */
    public static SharedTokens byNumber(int count) {
        int[] rows = new int[count];
        Arrays.setAll(rows, i -> i);
        return new SharedTokens(rows, rows, count, count, false);
    }

    /** Whether both models' tokens are known, be it that none is shared. */
    public boolean areKnown() {
        return baseTokens > 0 && suspectTokens > 0;
    }

    /** Whether the suspect has all tokens of the base and further ones. */
    public boolean isExtended() {
        return byText && count() > 0 && count() == baseTokens && suspectTokens > baseTokens;
    }

    /** Whether the suspect has no token that the base has not, and lacks some. */
    public boolean isReduced() {
        return byText && count() > 0 && count() == suspectTokens && suspectTokens < baseTokens;
    }

    public int count() {
        return base.length;
    }

    /** Those of them that lie within embeddings of so many rows; at most {@code most}, at even distances. */
    public SharedTokens within(long baseRows, long suspectRows, int most) {
        int[] kept = IntStream.range(0, base.length)
                .filter(i -> base[i] < baseRows && suspect[i] < suspectRows)
                .toArray();
        int count = Math.min(most, kept.length);
        int[] ofBase = new int[count];
        int[] ofSuspect = new int[count];
        for (int i = 0; i < count; i++) {
            int at = kept[(int) ((long) i * kept.length / count)];
            ofBase[i] = base[at];
            ofSuspect[i] = suspect[at];
        }
        return new SharedTokens(ofBase, ofSuspect, baseTokens, suspectTokens, byText);
    }
}
