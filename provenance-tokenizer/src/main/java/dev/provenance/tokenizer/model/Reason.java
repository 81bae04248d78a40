package dev.provenance.tokenizer.model;

import java.util.List;
import java.util.Locale;

/**
 * A sentence on a tokenizer or a comparison of two, as what it says and of which values. English stands here; a report in
 * another language has its own words for each kind.
 *
 * @param kind which sentence
 * @param values the values in it: numbers, texts, constants; percentages are from 0 to 100
 */
public record Reason(Kind kind, List<Object> values) {

    /** What a sentence says; its pattern is one of {@link java.util.Formatter}. */
    public enum Kind {
        /** Stands below every relation. */
        NOT_WEIGHTS(
                "A tokenizer can be shared or copied without any weight being: this says nothing about the weights."),
        NO_COMMON_ORDER(
                "%,d tokens in common are %.1f %% of the base's and %.1f %% of the suspect's, but their longest common order"
                        + " (%s) holds only %.1f %%; independently trained tokenizers share as much."),
        COMMON_ORDER("%,d of %,d learned tokens in common stand in the same order (%s); for independently trained"
                + " tokenizers the probability is below 10^%.0f."),
        COMMON_MERGES("%,d of %,d merges in common stand in the same order; for independently trained tokenizers the"
                + " probability is below 10^%.0f."),
        COMMON_CONTENT("%.1f %% of all %,d tokens are in both; their order alone does not show a common origin."),
        TOKENS_KEPT("The suspect has %,d of the base's %,d text tokens (%.2f %%) and %,d others."),
        MERGES_KEPT("The suspect has %,d of the base's %,d merges, and %,d in all."),
        SAME_TEXT("All text tokens are the same; the files differ at most in added and special tokens."),
        SHIFTED_IDS("All text tokens are the same, under shifted ids."),
        KNOWN_ANCESTOR(
                "Both hold parts of %s in its order: about %.0f %% of it is in the base, %.0f %% in the suspect."),
        UNKNOWN_ANCESTOR("Their common origin is none of the tokenizers in the catalogue."),
        NOT_ASKED_FOR("not asked for"),
        BASE_NOT_ENCODED("A: %s"),
        SUSPECT_NOT_ENCODED("B: %s"),
        /** From here on: the first case of a {@link TokenizerAnomaly}. */
        TOKEN("%s"),
        MERGE("%s + %s"),
        ID_OF_TWO("%d is %s and %s"),
        ID_TWICE("%d is also %s"),
        TOKEN_TWICE("%s is %d and %d"),
        FIRST_HOLE("the first is %d, the largest id is %d"),
        DECLARED_SIZE("default_vocab_size is %d"),
        IN_SO_MANY_TOKENS("in so many tokens"),
        OTHER_FORMAT_REFUSED("it cannot be read: %s"),
        OTHER_ID("%s against %s: %s is %d and %d"),
        NOT_IN_OTHER("%s against %s: %s is %d and missing"),
        FURTHER_IN_OTHER("%s against %s: %d further tokens"),
        COMPANION_TOO_LONG("%s: %d bytes"),
        COMPANION_NO_OBJECT("%s: no JSON object"),
        COMPANION_REFUSED("%s: %s"),
        ADDED_TOKENS_REFUSED("added tokens: %s"),
        ID_OR("%d is %s, or %s");

        private final String pattern;

        Kind(String pattern) {
            this.pattern = pattern;
        }

        /** The English pattern. */
        public String pattern() {
            return pattern;
        }
    }

    /** Copies the values. */
    public Reason {
        values = List.copyOf(values);
    }

    /** The sentence of this kind about these values. */
    public static Reason of(Kind kind, Object... values) {
        return new Reason(kind, List.of(values));
    }

    /** The sentence in English. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, kind.pattern, values.toArray());
    }
}
