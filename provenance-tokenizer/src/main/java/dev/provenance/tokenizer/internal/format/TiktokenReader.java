package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.internal.Printable;
import dev.provenance.tokenizer.model.TokenKind;
import dev.provenance.tokenizer.model.TokenizerDraft;
import dev.provenance.tokenizer.model.TokenizerRule;
import dev.provenance.tokenizer.model.TokenizerType;
import java.io.IOException;
import java.util.Base64;
import java.util.Iterator;

/** tiktoken's ranks: a token's bytes in base64 and its rank on each line. The rank is the id and the order of merges. */
final class TiktokenReader implements FormatReader {

    @Override
    public void read(Source source, TokenizerDraft draft) throws IOException {
        draft.type(TokenizerType.BPE);
        long number = 0;
        Iterator<String> lines = LineFeeds.of(source.text());
        while (lines.hasNext()) {
            String line = lines.next().strip();
            number++;
            if (!line.isEmpty()) {
                add(source, draft, line, "line " + number);
            }
        }
    }

    private static void add(Source source, TokenizerDraft draft, String line, String place) throws IOException {
        int space = line.indexOf(' ');
        try {
            byte[] token = Base64.getDecoder().decode(line.substring(0, Math.max(space, 0)));
            draft.token(Long.parseLong(line.substring(space + 1)), TokenKind.TEXT, token);
        } catch (IllegalArgumentException e) {
            throw source.refusal(place, TokenizerRule.MALFORMED, "base64, a space and a rank", Printable.quoted(line));
        }
    }
}
