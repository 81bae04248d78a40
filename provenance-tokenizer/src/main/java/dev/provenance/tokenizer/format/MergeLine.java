package dev.provenance.tokenizer.format;

import dev.provenance.tokenizer.model.Printable;
import dev.provenance.tokenizer.model.TokenizerDraft;
import dev.provenance.tokenizer.model.TokenizerException;
import dev.provenance.tokenizer.model.TokenizerRule;

/** A merge written as two symbols with one space between. */
final class MergeLine {

    private MergeLine() {}

    static void add(Source source, String place, String merge, TokenizerDraft draft) throws TokenizerException {
        int space = merge.indexOf(' ');
        if (space <= 0 || space == merge.length() - 1 || merge.indexOf(' ', space + 1) >= 0) {
            throw source.refusal(
                    place, TokenizerRule.MALFORMED, "two symbols with one space between", Printable.quoted(merge));
        }
        draft.merge(merge.substring(0, space), merge.substring(space + 1));
    }
}
