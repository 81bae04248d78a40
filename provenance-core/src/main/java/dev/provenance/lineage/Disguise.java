package dev.provenance.lineage;

/** What was undone before two models could be held against each other: changes that leave the function as it is. */
public enum Disguise {
    /** Other tensor names. */
    RENAMED,
    /** Projections in one tensor that are apart in the other model. */
    FUSED,
    /** Hidden units, heads or places of the residual stream in another order. */
    PERMUTED,
    /** The residual stream in another orthogonal basis. */
    ROTATED,
    /** Projections scaled against each other. */
    RESCALED,
    /** Norm weights multiplied into the matrices behind them. */
    NORMS_FOLDED
}
