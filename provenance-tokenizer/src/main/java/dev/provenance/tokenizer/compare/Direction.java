package dev.provenance.tokenizer.compare;

/** Which vocabulary lies within the other. It does not show which was first: the larger may have been cut down. */
public enum Direction {
    A_WITHIN_B,
    B_WITHIN_A,
    /** Each within the other, or neither. */
    NONE
}
