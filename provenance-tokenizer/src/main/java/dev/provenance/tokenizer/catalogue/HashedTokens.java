package dev.provenance.tokenizer.catalogue;

import dev.provenance.tokenizer.model.LearnedTokens;
import dev.provenance.tokenizer.model.TokenizerModel;
import java.util.HashMap;
import java.util.Map;

/** A tokenizer's learned tokens by hash. */
final class HashedTokens {

    static final int ABSENT = -1;

    private final Map<Long, Integer> places = new HashMap<>();

    private HashedTokens() {}

    static HashedTokens of(TokenizerModel tokenizer) {
        HashedTokens tokens = new HashedTokens();
        for (int token = 0; token < tokenizer.vocabulary().size(); token++) {
            if (LearnedTokens.isLearned(tokenizer.vocabulary(), token)) {
                tokens.places.putIfAbsent(
                        tokenizer.vocabulary().hash(token),
                        tokenizer.trainingOrder().place(token));
            }
        }
        return tokens;
    }

    /** The place of the token with a hash in the order of learning. */
    int place(long hash) {
        return places.getOrDefault(hash, ABSENT);
    }
}
