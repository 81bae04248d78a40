package dev.provenance.tokenizer.catalogue;

import dev.provenance.tokenizer.catalogue.Fingerprint.Entry;
import dev.provenance.tokenizer.model.LearnedTokens;
import dev.provenance.tokenizer.model.TokenizerModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The places of a tokenizer's learned tokens in the order of learning, for the hashes that fingerprints hold. */
final class HashedTokens {

    static final int ABSENT = -1;

    private final Map<Long, Integer> places = new HashMap<>();

    private HashedTokens() {}

    static HashedTokens of(TokenizerModel tokenizer, List<Fingerprint> known) {
        // The fingerprints hold the smallest hashes, so most tokens are beyond them all.
        long largest = known.stream()
                .flatMap(fingerprint -> fingerprint.sample().stream())
                .map(Entry::hash)
                .max(Long::compareUnsigned)
                .orElse(0L);
        HashedTokens tokens = new HashedTokens();
        for (int token = 0; token < tokenizer.vocabulary().size(); token++) {
            long hash = tokenizer.vocabulary().hash(token);
            if (Long.compareUnsigned(hash, largest) <= 0 && LearnedTokens.isLearned(tokenizer.vocabulary(), token)) {
                tokens.places.putIfAbsent(hash, tokenizer.trainingOrder().place(token));
            }
        }
        return tokens;
    }

    /** The place of the token with a hash; {@link #ABSENT} if there is none. */
    int place(long hash) {
        return places.getOrDefault(hash, ABSENT);
    }
}
