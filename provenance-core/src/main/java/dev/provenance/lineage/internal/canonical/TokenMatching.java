package dev.provenance.lineage.internal.canonical;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.message.Message;
import dev.provenance.tokenizer.Tokenizer;
import dev.provenance.tokenizer.model.TokenizerException;
import dev.provenance.tokenizer.model.Vocabulary;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which rows of two models' embeddings belong to the same token, by their tokenizers.
 *
 * @param shared the rows
 * @param obstacle why a tokenizer could not be used, if one could not
 */
public record TokenMatching(SharedTokens shared, Optional<Message> obstacle) {

    /** No vocabulary is larger; a tensor with more rows embeds no tokens. */
    private static final long MOST_TOKENS = 1L << 24;

    /** A tokenizer that is read when it is first asked for. */
    public interface Reading {
        /** The tokenizer; empty if the model has none. */
        Optional<Tokenizer> tokenizer() throws IOException;
    }

    /**
     * One of the two models.
     *
     * @param name for messages
     * @param tensors its tensors
     * @param reading its tokenizer
     */
    public record Side(String name, CanonicalModel tensors, Reading reading) {}

    /** Of models without tokenizers, equal numbers are taken for equal tokens if the embeddings have as many rows. */
    public static TokenMatching of(Side base, Side suspect) throws IOException {
        Side reading = base;
        try {
            Optional<Tokenizer> theirs = base.reading().tokenizer();
            reading = suspect;
            Optional<Tokenizer> ours = suspect.reading().tokenizer();
            return new TokenMatching(
                    theirs.isPresent() && ours.isPresent()
                            ? byText(
                                    theirs.get().model().vocabulary(),
                                    ours.get().model().vocabulary())
                            : byNumber(base.tensors(), suspect.tensors()),
                    Optional.empty());
        } catch (TokenizerException e) {
            return new TokenMatching(
                    SharedTokens.none(),
                    Optional.of(Message.of("tokenizer.refused", reading.name(), String.valueOf(e.getMessage()))));
        }
    }

    private static SharedTokens byNumber(CanonicalModel base, CanonicalModel suspect) {
        Optional<Long> ofBase = base.embedding().map(LogicalTensor::rows);
        return ofBase.isPresent()
                        && ofBase.get() <= MOST_TOKENS
                        && ofBase.equals(suspect.embedding().map(LogicalTensor::rows))
                ? SharedTokens.byNumber(Math.toIntExact(ofBase.get()))
                : SharedTokens.none();
    }

    private static SharedTokens byText(Vocabulary base, Vocabulary suspect) {
        int[] shared = IntStream.range(0, base.size())
                .filter(token -> suspect.find(base, token) >= 0)
                .toArray();
        return new SharedTokens(
                IntStream.of(shared).map(base::id).toArray(),
                IntStream.of(shared)
                        .map(token -> suspect.id(suspect.find(base, token)))
                        .toArray(),
                base.size(),
                suspect.size(),
                true);
    }
}
