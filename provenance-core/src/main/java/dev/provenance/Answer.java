package dev.provenance;

/** The answer to one claim. Absence of evidence is reported as such and never as evidence of absence. */
public enum Answer {
    YES,
    /** Nothing was found, at the coverage that the report states. */
    NO_EVIDENCE,
    INCONCLUSIVE,
    NOT_COMPARABLE
}
