package dev.provenance.tokenizer.compare;

import dev.provenance.tokenizer.Tokenizer;
import dev.provenance.tokenizer.model.TokenizerAnomaly;
import dev.provenance.tokenizer.model.TokenizerFormat;
import dev.provenance.tokenizer.model.TokenizerType;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a comparison keeps of a tokenizer.
 *
 * @param name name of its folder or file
 * @param format the format it was read from
 * @param type how it cuts text
 * @param size different tokens, added ones included
 * @param modelSize different tokens of the model's own vocabulary
 * @param added tokens beside it, or declared special
 * @param declared tokens that the files declare, repetitions included
 * @param largestId the largest id
 * @param configVocabSize {@code vocab_size} of the model's configuration
 * @param paddingRows rows of an embedding of that size beyond the largest id
 * @param anomalies what was odd about the files
 */
public record TokenizerSummary(
        String name,
        TokenizerFormat format,
        TokenizerType type,
        int size,
        int modelSize,
        int added,
        int declared,
        int largestId,
        OptionalInt configVocabSize,
        OptionalInt paddingRows,
        List<TokenizerAnomaly> anomalies) {

    public TokenizerSummary {
        anomalies = List.copyOf(anomalies);
    }

    static TokenizerSummary of(Tokenizer tokenizer) {
        return new TokenizerSummary(
                tokenizer.name(),
                tokenizer.model().format(),
                tokenizer.model().type(),
                tokenizer.model().vocabulary().size(),
                tokenizer.model().vocabulary().modelSize(),
                tokenizer.model().added().size(),
                tokenizer.model().vocabulary().declaredSize(),
                tokenizer.model().vocabulary().largestId(),
                tokenizer.model().configVocabSize(),
                tokenizer.model().paddingRows(),
                tokenizer.model().anomalies());
    }
}
