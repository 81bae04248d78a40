package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.model.TokenizerDraft;
import java.io.IOException;

/** Reads one file format. */
@FunctionalInterface
interface FormatReader {

    /**
     * Reads a file into a draft of the tokenizer.
     *
     * @throws IOException if the file cannot be read or breaks a rule of its format
     */
    void read(Source source, TokenizerDraft draft) throws IOException;
}
