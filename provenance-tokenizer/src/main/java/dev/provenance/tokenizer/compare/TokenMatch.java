package dev.provenance.tokenizer.compare;

import dev.provenance.tokenizer.model.Vocabulary;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Which token of one vocabulary is which of the other: those of the same kind with the same bytes. */
final class TokenMatch {

    private final Vocabulary first;
    private final Vocabulary second;
    private final int[] partners;
    private final BitSet matchedInSecond = new BitSet();

    private TokenMatch(Vocabulary first, Vocabulary second, int[] partners) {
        this.first = first;
        this.second = second;
        this.partners = partners;
    }

    static TokenMatch of(Vocabulary first, Vocabulary second) {
        TokenMatch match = new TokenMatch(first, second, new int[first.size()]);
        for (int token = 0; token < first.size(); token++) {
            int partner = second.find(first, token);
            match.partners[token] = partner;
            if (partner >= 0) {
                match.matchedInSecond.set(partner);
            }
        }
        return match;
    }

    Vocabulary first() {
        return first;
    }

    Vocabulary second() {
        return second;
    }

    /** The second vocabulary's token for one of the first; -1 if it has none. */
    int partner(int token) {
        return partners[token];
    }

    boolean isMatchedInSecond(int token) {
        return matchedInSecond.get(token);
    }

    int common() {
        return matchedInSecond.cardinality();
    }

    /** Tokens of the first that the second has too, as far as {@code counted}. */
    int[] matched(IntPredicate counted) {
        return IntStream.range(0, partners.length)
                .filter(token -> partners[token] >= 0 && counted.test(token))
                .toArray();
    }
}
