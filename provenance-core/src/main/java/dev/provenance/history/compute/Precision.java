package dev.provenance.history.compute;

/** In what the products of a training run are said to be made. */
public enum Precision {
    /** BF16 or FP16. */
    BF16,
    FP8,
    /** Some in FP8 and some in BF16, or unknown on a device that has both. */
    MIXED
}
