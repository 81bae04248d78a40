package dev.provenance.tokenizer.model;

import dev.provenance.tokenizer.internal.Printable;
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
        ByteStrings symbols = merges.symbols();
        ByteStrings.Builder decoded = new ByteStrings.Builder();
        byte[] product = new byte[symbols.longest() * 2];
        for (int merge = 0; merge < merges.size(); merge++) {
            alphabet.decode(symbols, 2 * merge, decoded);
            int middle = decoded.take(product, 0);
            alphabet.decode(symbols, 2 * merge + 1, decoded);
            int end = middle + decoded.take(product, middle);
            int token = vocabulary.findText(product, 0, end);
            if (token < 0
                    || vocabulary.findText(product, 0, middle) < 0
                    || vocabulary.findText(product, middle, end) < 0) {
                int unknown = merge;
                anomalies.note(
                        TokenizerRule.UNKNOWN_MERGE,
                        () -> Reason.of(
                                Reason.Kind.MERGE,
                                Printable.quoted(merges.left(unknown)),
                                Printable.quoted(merges.right(unknown))));
            }
            if (token >= 0 && first[token] < 0) {
                first[token] = merge;
            }
        }
        return first;
    }
}
