package dev.provenance.lineage;

/** What a finding measures. Its name for a reader is in the bundle of terms, its name in a report's JSON is the constant. */
public enum Measure {
    /** Hidden units that are nearest to the base's unit of the same number. */
    FIXED_POINTS,
    /** Rows of value projections that are, within their heads. */
    HEAD_FIXED_POINTS,
    /** Hidden units matched by gate and by up alike, on their weights. */
    MATCH_BY_WEIGHTS,
    /** The same on what they compute of shared tokens. */
    MATCH_BY_EMBEDDINGS,
    /** The same on weights, in the basis that the embeddings gave. */
    HELD_OUT_MATCH,
    /** Correlation of norm weights. */
    NORM_CORRELATION,
    /** Correlation of the input embeddings of shared tokens. */
    EMBEDDING_CORRELATION,
    /** Correlation of the output heads of shared tokens. */
    HEAD_CORRELATION,
    /** Rows of matrices of one name that are nearest to the row of the same number; for models that are no transformer. */
    ROWS_BY_NAME,
    /** Layers or experts of the suspect that are copies of each other. */
    REPETITION,
    /** Raw cosine of norm weights, which misleads. */
    NORM_RAW_COSINE,
    /** Wasserstein distance of the layers' principal components. */
    LAYER_FEATURES,
    /** Correlation of standard deviations over layers, which misleads. */
    LAYER_DEVIATIONS,
    /** Distance of the distributions of row norms. */
    ROW_NORMS,
    /** Elements that are equal once both are rounded. */
    EQUAL_ELEMENTS,
    /** Correlation of the pairwise cosines of shared tokens' embeddings. */
    EMBEDDING_GEOMETRY,
    /** Distance of the centroids of embedding rows. */
    EMBEDDING_CENTROIDS,
    /** Cosine of routers' rows, matched as a set. */
    ROUTERS,
    /** Cosine of routed experts, matched as a set. */
    ROUTED_EXPERTS,
    /** Cosine of shared experts. */
    SHARED_EXPERTS,
    /** Share of prompts that two models give the same output to. */
    OUTPUT_AGREEMENT
}
