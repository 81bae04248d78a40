package dev.provenance.lineage;

/** How the suspect relates to the base. */
public enum Relation {
    /** Every tensor has the same bytes. */
    IDENTICAL,
    /** Equal after a change of dtype, names, fusing or sharding. */
    REFORMATTED,
    /** Equal on a coarser grid of values. */
    QUANTIZED,
    /** A low-rank change of some projections. */
    ADAPTER_MERGED,
    /** Trained weights of the base with a small change. */
    FINE_TUNED,
    /** Trained weights of the base with a large change. */
    CONTINUED_PRETRAINING,
    /** Embedding rows added for new tokens. */
    VOCABULARY_EXTENDED,
    /** Body kept, embeddings new. */
    TOKENIZER_REPLACED,
    /** Layers of the base repeated. */
    DEPTH_UPSCALED,
    /** Layers or units of the base dropped. */
    PRUNED,
    /** MLPs of the base copied into experts. */
    UPCYCLED,
    /** A combination of several parents. */
    MERGED,
    /** Some components derived, no evidence for others. */
    PARTS_REUSED,
    /** Trained weights shared, neither shown to be the parent. */
    COMMON_ORIGIN,
    /** Initial random numbers shared, no trained weights. */
    SHARED_INITIALISATION,
    /** Nothing found, against this base and at this coverage. */
    NO_SHARED_WEIGHTS_FOUND,
    /** Too little or contradictory evidence. */
    INCONCLUSIVE,
    /** No tensor of one model can be held against one of the other. */
    NOT_COMPARABLE
}
