package dev.provenance.tokenizer.compare;

import dev.provenance.tokenizer.model.LearnedTokens;
import dev.provenance.tokenizer.model.TokenizerModel;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The learned tokens that A learned first, and the others. Independent tokenizers agree much more in the first.
 *
 * @param firstThousand share of A's first 1,000 learned tokens that B has
 * @param tail share of A's further ones that B has; empty if there are none
 */
public record EarlyTokens(OptionalDouble firstThousand, OptionalDouble tail) {

    private static final int EARLY = 1000;

    static EarlyTokens of(TokenizerModel first, TokenMatch match) {
        long[] order = IntStream.range(0, first.vocabulary().size())
                .filter(token -> LearnedTokens.isLearned(first.vocabulary(), token))
                .mapToLong(token -> ((long) first.trainingOrder().place(token) << 32) | token)
                .sorted()
                .toArray();
        int early = Math.min(EARLY, order.length);
        return new EarlyTokens(
                Overlap.share(matched(order, 0, early, match), early),
                Overlap.share(matched(order, early, order.length, match), order.length - early));
    }

    private static int matched(long[] order, int from, int to, TokenMatch match) {
        return (int) Arrays.stream(order, from, to)
                .filter(key -> match.partner((int) key) >= 0)
                .count();
    }
}
