package dev.provenance.architecture;

/** What a tensor does in a model, independent of its name and layer. */
public enum TensorKind {
    INPUT_EMBEDDING(Group.EMBEDDING),
    POSITION_EMBEDDING(Group.OTHER),
    TOKEN_TYPE_EMBEDDING(Group.OTHER),
    PATCH_EMBEDDING(Group.OTHER),
    CLASS_EMBEDDING(Group.OTHER),
    /** Attention's bias by distance, as in T5. */
    RELATIVE_POSITION(Group.OTHER),
    ATTENTION_QUERY(Group.ATTENTION_QUERY),
    ATTENTION_KEY(Group.ATTENTION_KEY),
    ATTENTION_VALUE(Group.ATTENTION_VALUE),
    ATTENTION_OUTPUT(Group.ATTENTION_OUTPUT),
    /** Query, key and value in one tensor. */
    ATTENTION_FUSED(Group.ATTENTION_FUSED),
    /** Hidden state to the latent of queries, in multi-head latent attention. */
    ATTENTION_QUERY_DOWN(Group.ATTENTION_LATENT),
    /** That latent to queries. */
    ATTENTION_QUERY_UP(Group.ATTENTION_LATENT),
    /** Hidden state to the latent of keys and values, and to the rotated part of the keys. */
    ATTENTION_KV_DOWN(Group.ATTENTION_LATENT),
    /** That latent to keys and values. */
    ATTENTION_KV_UP(Group.ATTENTION_LATENT),
    ATTENTION_SINK(Group.OTHER),
    CROSS_ATTENTION_QUERY(Group.CROSS_ATTENTION),
    CROSS_ATTENTION_KEY(Group.CROSS_ATTENTION),
    CROSS_ATTENTION_VALUE(Group.CROSS_ATTENTION),
    CROSS_ATTENTION_OUTPUT(Group.CROSS_ATTENTION),
    /** The small attention that chooses what sparse attention looks at. */
    INDEXER_QUERY(Group.OTHER),
    INDEXER_KEY(Group.OTHER),
    INDEXER_WEIGHTS(Group.OTHER),
    MLP_GATE(Group.MLP),
    MLP_UP(Group.MLP),
    MLP_DOWN(Group.MLP),
    /** Gate and up in one tensor. */
    MLP_FUSED(Group.MLP),
    /** The gate of RWKV's channel mixing. */
    MLP_RECEPTANCE(Group.MLP),
    ROUTER(Group.ROUTER),
    /** What balances the load of experts: added to the router's scores, not trained by the loss. */
    ROUTER_CORRECTION(Group.OTHER),
    EXPERT_GATE(Group.EXPERT),
    EXPERT_UP(Group.EXPERT),
    EXPERT_DOWN(Group.EXPERT),
    /** Gate and up in one tensor. */
    EXPERT_FUSED(Group.EXPERT),
    /** Hidden state to the narrower space in which experts work, and back. */
    EXPERT_LATENT_DOWN(Group.EXPERT),
    EXPERT_LATENT_UP(Group.EXPERT),
    SHARED_EXPERT_GATE(Group.EXPERT),
    SHARED_EXPERT_UP(Group.EXPERT),
    SHARED_EXPERT_DOWN(Group.EXPERT),
    /** How much of the shared expert is added. */
    SHARED_EXPERT_ROUTER(Group.ROUTER),
    /** The projection into a state-space model or linear attention: of several quantities in one. */
    RECURRENT_IN(Group.RECURRENT),
    RECURRENT_OUT(Group.RECURRENT),
    RECURRENT_RECEPTANCE(Group.RECURRENT),
    RECURRENT_KEY(Group.RECURRENT),
    RECURRENT_VALUE(Group.RECURRENT),
    RECURRENT_GATE(Group.RECURRENT),
    RECURRENT_DECAY_PROJECTION(Group.OTHER),
    RECURRENT_STRENGTH(Group.OTHER),
    RECURRENT_CONVOLUTION(Group.OTHER),
    RECURRENT_DECAY(Group.OTHER),
    RECURRENT_SKIP(Group.OTHER),
    RECURRENT_STEP(Group.OTHER),
    /** The norm before attention, or before whatever stands in its place. */
    ATTENTION_NORM(Group.NORM),
    /** The norm before the MLP. */
    MLP_NORM(Group.NORM),
    /** A norm after attention, before its output is added. */
    POST_ATTENTION_NORM(Group.NORM),
    /** A norm after the MLP, before its output is added. */
    POST_MLP_NORM(Group.NORM),
    CROSS_ATTENTION_NORM(Group.NORM),
    /** The norm of queries or of keys within attention. */
    QUERY_NORM(Group.NORM),
    KEY_NORM(Group.NORM),
    /** The norm of a latent, in multi-head latent attention. */
    QUERY_DOWN_NORM(Group.NORM),
    KV_DOWN_NORM(Group.NORM),
    INDEXER_KEY_NORM(Group.NORM),
    RECURRENT_NORM(Group.NORM),
    EMBEDDING_NORM(Group.NORM),
    FINAL_NORM(Group.NORM),
    PROJECTOR_NORM(Group.NORM),
    /** The norms of what multi-token prediction joins: the next token's embedding and the hidden state. */
    PREDICTION_EMBEDDING_NORM(Group.NORM),
    PREDICTION_HIDDEN_NORM(Group.NORM),
    /** What joins them. */
    PREDICTION_PROJECTION(Group.OTHER),
    /** From a tower's output to the text model's hidden state. */
    PROJECTOR_UP(Group.OTHER),
    PROJECTOR_DOWN(Group.OTHER),
    OUTPUT_HEAD(Group.HEAD),
    /** The bias of a kind, {@link TensorRole#of()}. */
    BIAS(Group.OTHER),
    /** The stored scale of a quantised kind, {@link TensorRole#of()}. */
    SCALE(Group.OTHER),
    /** A constant that is not trained: a mask, frequencies, positions. */
    BUFFER(Group.OTHER),
    /** A name that is not known. */
    OTHER(Group.OTHER);

    /** What a summary adds up. */
    public enum Group {
        EMBEDDING,
        ATTENTION_QUERY,
        ATTENTION_KEY,
        ATTENTION_VALUE,
        ATTENTION_OUTPUT,
        ATTENTION_FUSED,
        ATTENTION_LATENT,
        CROSS_ATTENTION,
        MLP,
        ROUTER,
        EXPERT,
        RECURRENT,
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
            case ATTENTION_QUERY,
                    ATTENTION_KEY,
                    ATTENTION_VALUE,
                    ATTENTION_OUTPUT,
                    ATTENTION_FUSED,
                    ATTENTION_LATENT,
                    CROSS_ATTENTION,
                    MLP,
                    EXPERT,
                    RECURRENT -> true;
            case EMBEDDING, ROUTER, NORM, HEAD, OTHER -> false;
        };
    }
}
