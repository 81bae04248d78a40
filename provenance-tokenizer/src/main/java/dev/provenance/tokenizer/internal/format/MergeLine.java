package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.internal.Printable;
import dev.provenance.tokenizer.model.TokenizerDraft;
import dev.provenance.tokenizer.model.TokenizerException;
import dev.provenance.tokenizer.model.TokenizerRule;

/** Merges written as two symbols with one space between. */
final class MergeLine {

    private final Source source;
    private final TokenizerDraft draft;
    private final String place;

    /** Reads merges of {@code place}, of which each has a number for messages. */
    MergeLine(Source source, TokenizerDraft draft, String place) {
        this.source = source;
        this.draft = draft;
        this.place = place;
    }

    void add(long number, String merge) throws TokenizerException {
        add(number, merge.toCharArray(), 0, merge.length());
    }

    /** Adds the merge that is written in the characters from {@code from} to {@code to}. */
    void add(long number, char[] text, int from, int to) throws TokenizerException {
        int space = space(text, from, to);
        if (space <= from || space >= to - 1 || space(text, space + 1, to) < to) {
            throw source.refusal(
                    place + " " + number,
                    TokenizerRule.MALFORMED,
                    "two symbols with one space between",
                    Printable.quoted(new String(text, from, to - from)));
        }
        draft.merge(text, from, space, space + 1, to);
    }

    private static int space(char[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] != ' ') {
            at++;
        }
        return at;
    }
}
