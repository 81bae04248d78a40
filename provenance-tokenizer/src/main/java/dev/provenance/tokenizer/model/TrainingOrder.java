package dev.provenance.tokenizer.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * In which order a tokenizer learned its tokens, whatever ids they have now: by the first merge that makes them, else by
 * falling score, else by id. Tokens that no merge makes come first.
 */
final class TrainingOrder {

    private TrainingOrder() {}

    /** For each token its place in the order; smaller is earlier. */
    static int[] of(Vocabulary vocabulary, int @Nullable [] firstMerge) {
        if (firstMerge == null && !vocabulary.hasScores()) {
            return IntStream.range(0, vocabulary.size()).map(vocabulary::id).toArray();
        }
        if (firstMerge != null) {
            return firstMerge;
        }
        int[] order = new int[vocabulary.size()];
        int[] place = {0};
        IntStream.range(0, vocabulary.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(
                                token -> -vocabulary.score(token).orElse(0))
                        .thenComparingInt(vocabulary::id))
                .forEach(token -> order[token] = place[0]++);
        return order;
    }

    /** For each token the first merge that makes it, -1 if none does. Merges of or into unknown tokens are noted. */
    static int[] firstMerge(Vocabulary vocabulary, Merges merges, Alphabet alphabet, AnomalyLog anomalies) {
        int[] first = new int[vocabulary.size()];
        Arrays.fill(first, -1);
        ByteStrings symbols = decoded(merges, alphabet);
        ByteStrings products = products(symbols);
        for (int merge = 0; merge < merges.size(); merge++) {
            int token = find(vocabulary, products, merge);
            if (token < 0 || find(vocabulary, symbols, 2 * merge) < 0 || find(vocabulary, symbols, 2 * merge + 1) < 0) {
                int unknown = merge;
                anomalies.note(
                        TokenizerRule.UNKNOWN_MERGE,
                        () -> Printable.quoted(merges.left(unknown)) + " + " + Printable.quoted(merges.right(unknown)));
            }
            if (token >= 0 && first[token] < 0) {
                first[token] = merge;
            }
        }
        return first;
    }

    private static ByteStrings decoded(Merges merges, Alphabet alphabet) {
        ByteStrings.Builder decoded = new ByteStrings.Builder();
        for (int symbol = 0; symbol < merges.symbols().size(); symbol++) {
            alphabet.decode(merges.symbols(), symbol, decoded);
            decoded.end();
        }
        return decoded.build();
    }

    private static ByteStrings products(ByteStrings symbols) {
        ByteStrings.Builder products = new ByteStrings.Builder();
        for (int symbol = 0; symbol < symbols.size(); symbol += 2) {
            products.append(symbols, symbol);
            products.append(symbols, symbol + 1);
            products.end();
        }
        return products.build();
    }

    private static int find(Vocabulary vocabulary, ByteStrings list, int position) {
        int text = vocabulary.find(TokenKind.TEXT, list, position);
        return text >= 0 ? text : vocabulary.find(TokenKind.SPECIAL, list, position);
    }
}
