package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.model.TokenKind;
import dev.provenance.tokenizer.model.TokenizerDraft;
import dev.provenance.tokenizer.model.TokenizerType;
import java.io.IOException;
import java.util.Iterator;

/** WordPiece's {@code vocab.txt}: one token a line, the id is the line; {@code ##} marks what continues a word. */
final class VocabTxtReader implements FormatReader {

    @Override
    public void read(Source source, TokenizerDraft draft) throws IOException {
        draft.type(TokenizerType.WORD_PIECE);
        long id = 0;
        Iterator<String> lines = LineFeeds.of(source.text());
        while (lines.hasNext()) {
            draft.token(id++, TokenKind.TEXT, lines.next());
        }
    }
}
