package dev.provenance.architecture;

/** What a tensor does in a transformer, independent of its name and layer. */
public enum TensorKind {
    INPUT_EMBEDDING(Group.EMBEDDING),
    POSITION_EMBEDDING(Group.OTHER),
    ATTENTION_QUERY(Group.ATTENTION_QUERY),
    ATTENTION_KEY(Group.ATTENTION_KEY),
    ATTENTION_VALUE(Group.ATTENTION_VALUE),
    ATTENTION_OUTPUT(Group.ATTENTION_OUTPUT),
    /** Query, key and value in one tensor. */
    ATTENTION_FUSED(Group.ATTENTION_FUSED),
    MLP_GATE(Group.MLP),
    MLP_UP(Group.MLP),
    MLP_DOWN(Group.MLP),
    /** Gate and up in one tensor. */
    MLP_FUSED(Group.MLP),
    ROUTER(Group.ROUTER),
    EXPERT_GATE(Group.EXPERT),
    EXPERT_UP(Group.EXPERT),
    EXPERT_DOWN(Group.EXPERT),
    SHARED_EXPERT_GATE(Group.EXPERT),
    SHARED_EXPERT_UP(Group.EXPERT),
    SHARED_EXPERT_DOWN(Group.EXPERT),
    /** The norm before attention. */
    ATTENTION_NORM(Group.NORM),
    /** The norm before the MLP. */
    MLP_NORM(Group.NORM),
    /** The norm of queries or of keys within attention. */
    QUERY_NORM(Group.NORM),
    KEY_NORM(Group.NORM),
    FINAL_NORM(Group.NORM),
    OUTPUT_HEAD(Group.HEAD),
    /** A constant that is not trained: a mask, frequencies, positions. */
    BUFFER(Group.OTHER),
    /** A bias, or a name that is not known. */
    OTHER(Group.OTHER);

    /** What a summary adds up. */
    public enum Group {
        EMBEDDING,
        ATTENTION_QUERY,
        ATTENTION_KEY,
        ATTENTION_VALUE,
        ATTENTION_OUTPUT,
        ATTENTION_FUSED,
        MLP,
        ROUTER,
        EXPERT,
        NORM,
        HEAD,
        OTHER
    }

    private final Group group;

    TensorKind(Group group) {
        this.group = group;
    }

    public Group group() {
        return group;
    }

    /**
     * A weight matrix of a layer, on whose centred cosines a verdict may rest: no norm (starts at a constant), no
     * embedding or head (a few directions of token frequency dominate them), no router (a handful of rows).
     */
    public boolean isLayerMatrix() {
        return switch (group) {
            case ATTENTION_QUERY, ATTENTION_KEY, ATTENTION_VALUE, ATTENTION_OUTPUT, ATTENTION_FUSED, MLP, EXPERT ->
                true;
            case EMBEDDING, ROUTER, NORM, HEAD, OTHER -> false;
        };
    }
}
