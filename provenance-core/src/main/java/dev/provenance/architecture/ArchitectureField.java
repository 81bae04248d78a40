package dev.provenance.architecture;

/** A quantity of an architecture, whatever a family's configuration calls it. */
public enum ArchitectureField {
    LAYERS(Type.COUNT),
    HIDDEN_SIZE(Type.COUNT),
    HEADS(Type.COUNT),
    KV_HEADS(Type.COUNT),
    HEAD_SIZE(Type.COUNT),
    /** Hidden units of a dense MLP. */
    MLP_SIZE(Type.COUNT),
    /** Hidden units of a routed expert. */
    EXPERT_MLP_SIZE(Type.COUNT),
    /** Hidden units of all shared experts of a layer together. */
    SHARED_EXPERT_MLP_SIZE(Type.COUNT),
    /** Routed experts of a layer. */
    EXPERTS(Type.COUNT),
    SHARED_EXPERTS(Type.COUNT),
    /** Routed experts that a token passes. */
    EXPERTS_PER_TOKEN(Type.COUNT),
    /** Layers with a dense MLP before the first with experts. */
    DENSE_LAYERS_FIRST(Type.COUNT),
    /** All layers with a dense MLP in a model that has experts, where they are not only the first. */
    DENSE_LAYERS(Type.COUNT),
    /** Rows of the input embedding. */
    VOCABULARY(Type.COUNT),
    /** Positions that the model was made for. */
    POSITIONS(Type.COUNT),
    ROPE_BASE(Type.REAL),
    ROPE_SCALING(Type.TEXT),
    /** Share of a head that is rotated. */
    PARTIAL_ROTARY(Type.REAL),
    /** {@code rms} or {@code layer}. */
    NORM(Type.TEXT),
    NORM_EPSILON(Type.REAL),
    ACTIVATION(Type.TEXT),
    /** Biases of the query, key and value projections. */
    ATTENTION_BIAS(Type.FLAG),
    MLP_BIAS(Type.FLAG),
    QK_NORM(Type.FLAG),
    /** Size of the latent of queries, in multi-head latent attention. */
    QUERY_RANK(Type.COUNT),
    /** Size of the latent of keys and values. */
    KV_RANK(Type.COUNT),
    /** Part of a head without and with rotation, and of its value. */
    NOPE_HEAD_SIZE(Type.COUNT),
    ROPE_HEAD_SIZE(Type.COUNT),
    VALUE_HEAD_SIZE(Type.COUNT),
    SLIDING_WINDOW(Type.COUNT),
    /** Layers that predict further tokens. */
    MTP_LAYERS(Type.COUNT),
    /** Whether the output head is the input embedding. */
    TIED_EMBEDDINGS(Type.FLAG),
    /** What stands in the place of attention in which layers, where it is not attention in all. */
    LAYER_TYPES(Type.TEXT),
    DTYPE(Type.TEXT),
    QUANTISATION(Type.TEXT);

    /** What a value of a field is. */
    public enum Type {
        /** A whole number from 0 on. */
        COUNT,
        /** A finite number. */
        REAL,
        FLAG,
        TEXT
    }

    private final Type type;

    ArchitectureField(Type type) {
        this.type = type;
    }

    public Type type() {
        return type;
    }
}
