package dev.provenance.history.compute;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.ComponentSpec;
import dev.provenance.architecture.TensorRole;
import dev.provenance.architecture.internal.config.ParameterCount;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Operations that training takes for each token: two for each parameter that it passes and each of forward, and twice of
 * backward (6·N, Kaplan et al., arXiv 2001.08361), and those of attention, {@code 12·layers·heads·size·length} (Chowdhery et
 * al., arXiv 2204.02311, appendix B), half of it where what a causal mask hides is not computed. Makers count differently: the low end leaves out
 * attention and the input embedding, which is looked up, the high end counts both.
 *
 * @param activeParameters parameters that a token passes, without and with the input embedding
 * @param parameterFlopsPerToken of parameters
 * @param attentionFlopsPerToken of attention: causal at the shortest, whole at the longest sequence; 0 where the
 *     architecture does not tell its sizes
 */
public record TrainingFlops(Range activeParameters, Range parameterFlopsPerToken, Range attentionFlopsPerToken) {

    private static final int PASSES = 3;
    private static final int PER_PRODUCT = 2;

    static Optional<TrainingFlops> of(ArchitectureSpec spec, DeclaredTraining declared, Range sequenceTokens) {
        Optional<ComponentSpec> text = spec.component(TensorRole.TEXT);
        Optional<Range> active = declared.activeParameters().isPresent()
                ? Optional.of(Range.exactly(declared.activeParameters().getAsDouble()))
                : text.flatMap(TrainingFlops::active);
        double attention = text.map(TrainingFlops::attention).orElse(0.0);
        return active.map(parameters -> new TrainingFlops(
                parameters,
                parameters.times(Range.exactly(PASSES * PER_PRODUCT)),
                new Range(attention * sequenceTokens.low() / 2, attention * sequenceTokens.high())));
    }

    /** What the architecture itself says of the parameters that a token passes. */
    static Optional<Range> active(ComponentSpec text) {
        return ParameterCount.of(text).map(count -> {
            boolean tied = text.flag(ArchitectureField.TIED_EMBEDDINGS).orElse(false);
            return new Range(count.active() - (tied ? 0 : count.inputEmbedding()), count.active());
        });
    }

    /** Of both products of attention, for each token and each position that it looks at. */
    private static double attention(ComponentSpec text) {
        OptionalDouble layers = count(text, ArchitectureField.LAYERS);
        OptionalDouble heads = count(text, ArchitectureField.HEADS);
        double head = count(text, ArchitectureField.HEAD_SIZE).orElse(0);
        double nope = count(text, ArchitectureField.NOPE_HEAD_SIZE).orElse(0);
        double keys =
                nope > 0 ? nope + count(text, ArchitectureField.ROPE_HEAD_SIZE).orElse(0) : head;
        double values = count(text, ArchitectureField.VALUE_HEAD_SIZE).orElse(head);
        return PASSES * PER_PRODUCT * layers.orElse(0) * heads.orElse(0) * (keys + values);
    }

    private static OptionalDouble count(ComponentSpec text, ArchitectureField field) {
        return text.count(field).isPresent()
                ? OptionalDouble.of((double) text.count(field).getAsLong())
                : OptionalDouble.empty();
    }

    /** All of it: the low end without attention. */
    public Range flopsPerToken() {
        return new Range(parameterFlopsPerToken.low(), parameterFlopsPerToken.high() + attentionFlopsPerToken.high());
    }

    /** Attention's share where it is counted. */
    public Range attentionShare() {
        return new Range(
                attentionFlopsPerToken.low() / (attentionFlopsPerToken.low() + parameterFlopsPerToken.high()),
                attentionFlopsPerToken.high() / (attentionFlopsPerToken.high() + parameterFlopsPerToken.low()));
    }
}
