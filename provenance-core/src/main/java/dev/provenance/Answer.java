package dev.provenance;

/** The answer to one claim. Absence of evidence is reported as such and never as evidence of absence. */
public enum Answer {
    /** Found. */
    YES,
    /** It is not so, where that can be read off and is no matter of evidence: of architectures, and of which came first. */
    NO,
    /** Nothing was found, at the coverage that the report states. */
    NO_EVIDENCE,
    /** Too little evidence, or evidence for and against. */
    INCONCLUSIVE,
    /** There is nothing that could be held against each other. */
    NOT_COMPARABLE
}
