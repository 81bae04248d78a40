package dev.provenance.tokenizer.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A tokenizer, independent of the file it was read from. Immutable; holds no file.
 *
 * @param format the format it was read from
 * @param type how it cuts text
 * @param alphabet how its file writes bytes
 * @param vocabulary its tokens
 * @param merges its merges in order; empty where the format has none
 * @param trainingOrder for each token of the vocabulary its place in the order of learning, smaller is earlier
 * @param added tokens declared apart from the model's vocabulary, or special ones of it
 * @param roles special tokens by role, as declared; several where several are declared
 * @param rules normaliser, pre-tokenizer and settings as declared
 * @param configVocabSize {@code vocab_size} of the model's configuration, where there is one
 * @param anomalies what was odd about the files
 */
public record TokenizerModel(
        TokenizerFormat format,
        TokenizerType type,
        Alphabet alphabet,
        Vocabulary vocabulary,
        Optional<Merges> merges,
        TokenOrder trainingOrder,
        List<AddedToken> added,
        Map<SpecialRole, List<String>> roles,
        TextRules rules,
        OptionalInt configVocabSize,
        List<TokenizerAnomaly> anomalies) {

    public TokenizerModel {
        added = List.copyOf(added);
        Map<SpecialRole, List<String>> copied = new EnumMap<>(SpecialRole.class);
        roles.forEach((role, tokens) -> copied.put(role, List.copyOf(tokens)));
        roles = Collections.unmodifiableMap(copied);
        anomalies = List.copyOf(anomalies);
    }

    /** Rows of an embedding of {@link #configVocabSize} that no token uses: ids beyond the largest. Negative if tokens lack rows. */
    public OptionalInt paddingRows() {
        return configVocabSize.isEmpty()
                ? configVocabSize
                : OptionalInt.of(configVocabSize.getAsInt() - vocabulary.largestId() - 1);
    }

    /** As this, with further anomalies. */
    public TokenizerModel withAnomalies(List<TokenizerAnomaly> all) {
        return new TokenizerModel(
                format, type, alphabet, vocabulary, merges, trainingOrder, added, roles, rules, configVocabSize, all);
    }
}
