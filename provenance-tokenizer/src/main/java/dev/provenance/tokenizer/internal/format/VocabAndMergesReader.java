package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.internal.Printable;
import dev.provenance.tokenizer.model.Alphabet;
import dev.provenance.tokenizer.model.Reason;
import dev.provenance.tokenizer.model.TokenKind;
import dev.provenance.tokenizer.model.TokenizerDraft;
import dev.provenance.tokenizer.model.TokenizerRule;
import dev.provenance.tokenizer.model.TokenizerType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import tools.jackson.core.JsonToken;

/**
 * {@code vocab.json} with {@code merges.txt} beside it, GPT-2's format: an object of tokens and ids in the alphabet of
 * bytes, and one merge a line. Without merges it is a vocabulary of words.
 *
 * <p>The files do not declare what {@code ▁} stands for, so it stays what it is.
 */
final class VocabAndMergesReader implements FormatReader {

    private static final String MERGES = "merges.txt";
    private static final char META = '\u2581';

    @Override
    public void read(Source source, TokenizerDraft draft) throws IOException {
        JsonText json = new JsonText(source);
        long[] metaspaces = {0};
        json.read(source.bytes(), parser -> {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String token = parser.currentName();
                JsonToken id = parser.nextToken();
                if (id != JsonToken.VALUE_NUMBER_INT) {
                    json.expect(parser, id, JsonToken.VALUE_NUMBER_INT, Printable.quoted(token));
                }
                draft.token(json.integer(parser, id, ""), TokenKind.TEXT, token);
                metaspaces[0] += token.indexOf(META) >= 0 ? 1 : 0;
            }
        });
        draft.anomalies()
                .note(
                        TokenizerRule.UNDECLARED_METASPACE,
                        metaspaces[0],
                        () -> Reason.of(Reason.Kind.IN_SO_MANY_TOKENS));
        Path merges = source.file().resolveSibling(MERGES);
        if (Files.isRegularFile(merges)) {
            draft.type(TokenizerType.BPE);
            draft.alphabet(Alphabet.BYTE_LEVEL);
            merges(new Source(merges, source.limits()), draft);
        } else {
            draft.type(TokenizerType.WORD_LEVEL);
        }
    }

    private static void merges(Source source, TokenizerDraft draft) throws IOException {
        draft.withMerges();
        MergeLine merges = new MergeLine(source, draft, "line");
        long number = 0;
        Iterator<String> lines = LineFeeds.of(source.text());
        while (lines.hasNext()) {
            String line = lines.next();
            number++;
            boolean version = number == 1 && line.startsWith("#version");
            if (!line.isEmpty() && !version) {
                merges.add(number, line);
            }
        }
    }
}
