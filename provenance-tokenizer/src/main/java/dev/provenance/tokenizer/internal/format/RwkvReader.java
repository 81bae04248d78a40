package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.internal.Printable;
import dev.provenance.tokenizer.model.TokenKind;
import dev.provenance.tokenizer.model.TokenizerDraft;
import dev.provenance.tokenizer.model.TokenizerRule;
import dev.provenance.tokenizer.model.TokenizerType;
import java.io.IOException;
import java.util.Iterator;

/**
 * RWKV's vocabulary: on each line an id, the token as a literal of Python (text or bytes), and its length in bytes. The
 * length is checked.
 */
final class RwkvReader implements FormatReader {

    @Override
    public void read(Source source, TokenizerDraft draft) throws IOException {
        draft.type(TokenizerType.LONGEST_MATCH);
        long number = 0;
        Iterator<String> lines = LineFeeds.of(source.text());
        while (lines.hasNext()) {
            String line = lines.next();
            number++;
            if (!line.isBlank()) {
                add(source, draft, line, "line " + number);
            }
        }
    }

    private static void add(Source source, TokenizerDraft draft, String line, String place) throws IOException {
        int first = line.indexOf(' ');
        int last = line.lastIndexOf(' ');
        if (first <= 0 || last <= first) {
            throw malformed(source, place, line);
        }
        try {
            long id = Long.parseLong(line.substring(0, first));
            byte[] token = PythonLiteral.bytes(line.substring(first + 1, last));
            int length = Integer.parseInt(line.substring(last + 1).strip());
            if (token.length != length) {
                throw source.refusal(
                        place, TokenizerRule.MALFORMED, "a token of " + length + " bytes", token.length + " bytes");
            }
            draft.token(id, TokenKind.TEXT, token);
        } catch (IllegalArgumentException e) {
            throw malformed(source, place, line);
        }
    }

    private static IOException malformed(Source source, String place, String line) {
        return source.refusal(
                place, TokenizerRule.MALFORMED, "an id, a Python literal and a length", Printable.quoted(line));
    }
}
