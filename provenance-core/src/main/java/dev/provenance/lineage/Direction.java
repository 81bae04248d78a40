package dev.provenance.lineage;

/** Which of two related models came first, by signs in the weights or by what the user says. */
public enum Direction {
    /** The base did. */
    BASE_FIRST,
    /** The suspect did: it is not a copy. */
    SUSPECT_FIRST,
    /** Another model of the panel lies between them: neither is the other's parent. */
    SIBLINGS,
    /** The weights do not tell. */
    UNDETERMINED
}
