package dev.provenance.tokenizer.model;

/** What a token stands for. Tokens are the same only if they are of one kind and have the same bytes. */
public enum TokenKind {
    /** A piece of text. */
    TEXT,
    /** A single byte as a fallback, written {@code <0x0A>}: apart from the text token of that byte. */
    BYTE,
    /**
     * A control token, never the result of cutting text. Which ones are depends on what the format declares: in
     * tokenizer.json those added as special; in SentencePiece unknown, control and user-defined pieces; in GGUF control
     * tokens alone, because converters mark padding slots as unknown and ordinary additions as user-defined.
     */
    SPECIAL
}
