package dev.provenance.lineage;

/** What a finding speaks for or against. */
public enum Claim {
    /** The models share trained weights. */
    WEIGHTS_RELATED,
    /** Nothing: a measure that misleads, shown with its null because it is often quoted. */
    EXHIBIT
}
