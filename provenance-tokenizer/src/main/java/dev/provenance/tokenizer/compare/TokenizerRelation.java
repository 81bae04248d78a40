package dev.provenance.tokenizer.compare;

/** How tokenizer B, the suspect's, relates to tokenizer A, the base's. None of them says anything about weights. */
public enum TokenizerRelation {
    /** The same model vocabulary under the same ids, up to added or special tokens and padding. */
    SAME,
    /** B keeps A's tokens and order, and adds some; ids may be shifted. */
    EXTENDED,
    /** B keeps the order of A's tokens, and drops some; ids may be shifted. */
    REDUCED,
    /** The same tokens under other ids. */
    RENUMBERED,
    /** A common origin, but each has tokens that the other lacks. */
    SIBLINGS,
    /** No more in common than independently trained tokenizers have. */
    UNRELATED
}
