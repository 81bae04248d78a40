package dev.provenance.architecture.internal.config;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.ComponentSpec;
import java.util.List;
import java.util.Optional;

/**
 * Parameters of a text model as its configuration has them: matrices, norms and the biases of attention; layers for
 * multi-token prediction apart, as makers count them.
 *
 * @param total all of them
 * @param active those that one token passes, the input embedding among them
 * @param inputEmbedding those of the input embedding, which some makers leave out of the active ones
 */
public record ParameterCount(long total, long active, long inputEmbedding) {

    /** What stands in a layer and is counted as plain attention; other things are not counted. */
    private static final List<String> ATTENTION =
            List.of("full_attention", "sliding_attention", "chunked_attention", "deepseek_sparse_attention");

    /** Doubles are exact up to here. */
    private static final double LARGEST = 1L << 53;

    /** Empty where a size is missing, or a layer is something else than attention and an MLP. */
    public static Optional<ParameterCount> of(ComponentSpec spec) {
        boolean known = spec.value(ArchitectureField.LAYER_TYPES)
                .map(types -> List.of(types.split(", ")).stream()
                        .allMatch(type -> ATTENTION.contains(type.substring(type.indexOf(' ') + 1))))
                .orElse(true);
        double layers = count(spec, ArchitectureField.LAYERS);
        double hidden = count(spec, ArchitectureField.HIDDEN_SIZE);
        double vocabulary = count(spec, ArchitectureField.VOCABULARY);
        double attention = attention(spec, hidden);
        double experts = count(spec, ArchitectureField.EXPERTS);
        double dense = count(spec, ArchitectureField.DENSE_LAYERS);
        double denseLayers =
                experts == 0 ? layers : dense > 0 ? dense : count(spec, ArchitectureField.DENSE_LAYERS_FIRST);
        double mlp = projections(spec) * hidden * count(spec, ArchitectureField.MLP_SIZE);
        double expert = projections(spec) * hidden * count(spec, ArchitectureField.EXPERT_MLP_SIZE);
        double perToken = count(spec, ArchitectureField.EXPERTS_PER_TOKEN);
        boolean sized = attention > 0
                && (denseLayers == 0 || mlp > 0)
                && (experts == 0 || (expert > 0 && perToken > 0 && denseLayers <= layers));
        if (!known || !sized || layers == 0 || vocabulary == 0) {
            return Optional.empty();
        }
        double shared = projections(spec) * hidden * count(spec, ArchitectureField.SHARED_EXPERT_MLP_SIZE);
        double embedding = vocabulary * hidden;
        boolean tied = spec.flag(ArchitectureField.TIED_EMBEDDINGS).orElse(false);
        double always = (tied ? 1 : 2) * embedding
                + hidden
                + layers * (attention + 2 * hidden)
                + denseLayers * mlp
                + (layers - denseLayers) * (shared + experts * hidden);
        double total = always + (layers - denseLayers) * experts * expert;
        return total > LARGEST
                ? Optional.empty()
                : Optional.of(new ParameterCount(
                        (long) total, (long) (always + (layers - denseLayers) * perToken * expert), (long) embedding));
    }

    /** Gate, up and down; without a gate in the families of GPT-2 and the BERTs. */
    private static double projections(ComponentSpec spec) {
        String activation = spec.value(ArchitectureField.ACTIVATION).orElse("silu");
        boolean gated = spec.value(ArchitectureField.NORM).orElse("rms").equals("rms")
                && !activation.equals("relu2")
                && !activation.equals("relu");
        return gated ? 3 : 2;
    }

    private static double attention(ComponentSpec spec, double hidden) {
        double heads = count(spec, ArchitectureField.HEADS);
        double kvRank = count(spec, ArchitectureField.KV_RANK);
        if (kvRank > 0) {
            return latentAttention(spec, hidden, heads, kvRank);
        }
        if (count(spec, ArchitectureField.QUERY_RANK) > 0) {
            // DeepSeek V4's latent attention, with latents of the output too.
            return 0;
        }
        double kvHeads = count(spec, ArchitectureField.KV_HEADS);
        double headSize = count(spec, ArchitectureField.HEAD_SIZE);
        double biases =
                spec.flag(ArchitectureField.ATTENTION_BIAS).orElse(false) ? (heads + 2 * kvHeads) * headSize : 0;
        return 2 * hidden * (heads + kvHeads) * headSize + biases;
    }

    /** DeepSeek-AI, "DeepSeek-V2", arXiv 2405.04434, section 2.1. */
    private static double latentAttention(ComponentSpec spec, double hidden, double heads, double kvRank) {
        double nope = count(spec, ArchitectureField.NOPE_HEAD_SIZE);
        double rope = count(spec, ArchitectureField.ROPE_HEAD_SIZE);
        double value = count(spec, ArchitectureField.VALUE_HEAD_SIZE);
        double queryRank = count(spec, ArchitectureField.QUERY_RANK);
        if (nope == 0 || value == 0) {
            return 0;
        }
        double queries =
                queryRank > 0 ? queryRank * (hidden + heads * (nope + rope) + 1) : hidden * heads * (nope + rope);
        return queries + hidden * (kvRank + rope) + kvRank + kvRank * heads * (nope + value) + heads * value * hidden;
    }

    private static double count(ComponentSpec spec, ArchitectureField field) {
        return spec.count(field).orElse(0);
    }
}
