package dev.provenance.tokenizer.model;

/** The file formats that a tokenizer is read from, in the order in which a folder's files are preferred. */
public enum TokenizerFormat {
    TOKENIZER_JSON("tokenizer.json"),
    TEKKEN("tekken JSON"),
    SENTENCE_PIECE("SentencePiece model"),
    TIKTOKEN("tiktoken ranks"),
    VOCAB_AND_MERGES("vocab.json and merges.txt"),
    VOCAB_TXT("WordPiece vocab.txt"),
    RWKV("RWKV vocabulary"),
    GGUF("GGUF");

    private final String label;

    TokenizerFormat(String label) {
        this.label = label;
    }

    /** The format's name in messages and reports. */
    public String label() {
        return label;
    }
}
