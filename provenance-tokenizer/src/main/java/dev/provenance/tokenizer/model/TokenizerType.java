package dev.provenance.tokenizer.model;

/** How a tokenizer cuts text into tokens. */
public enum TokenizerType {
    /** Byte-pair encoding: merges in order, or ranks (Sennrich, Haddow, Birch, arXiv 1508.07909). */
    BPE,
    /** The most probable cut under the tokens' scores (Kudo, arXiv 1804.10959). */
    UNIGRAM,
    /** The longest token first, within a word. */
    WORD_PIECE,
    /** One token per word. */
    WORD_LEVEL,
    /** The longest token first, over the bytes of the whole text: RWKV's. */
    LONGEST_MATCH
}
