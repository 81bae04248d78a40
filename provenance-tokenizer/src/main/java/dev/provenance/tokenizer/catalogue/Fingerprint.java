package dev.provenance.tokenizer.catalogue;

import dev.provenance.tokenizer.model.LearnedTokens;
import dev.provenance.tokenizer.model.TokenizerModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A known tokenizer, kept as the sample of its learned tokens with the smallest hashes (bottom-k sketch: Cohen and Kaplan,
 * Summarizing Data Using Bottom-k Sketches, PODC 2007). Hashes do not depend on the tokens, so the sample is a random one:
 * the share of it that another tokenizer holds estimates, unlike MinHash also for sets of different sizes, how much of
 * the known one is contained there, with a standard error of at most {@code 1/(2√k)}; and unlike MinHash it keeps the
 * order in which the tokens were learned.
 *
 * @param name what the tokenizer is called
 * @param source where it was taken from
 * @param parent the known tokenizer that it descends from itself, empty if none
 * @param learned its learned tokens
 * @param sample the tokens with the smallest hashes, in the order in which they were learned
 */
public record Fingerprint(String name, String source, Optional<String> parent, int learned, List<Entry> sample) {

    /** Tokens of a sample: a standard error of 2.2 points. */
    static final int SIZE = 512;

    /**
     * A token of the sample.
     *
     * @param hash komihash 5.0 of its bytes
     * @param place its place in the order of learning
     */
    public record Entry(long hash, int place) {}

    public Fingerprint {
        sample = List.copyOf(sample);
    }

    /** The fingerprint of a tokenizer; of equal hashes the first token counts. */
    public static Fingerprint of(String name, String source, Optional<String> parent, TokenizerModel tokenizer) {
        List<Entry> learned = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (int token = 0; token < tokenizer.vocabulary().size(); token++) {
            long hash = tokenizer.vocabulary().hash(token);
            if (LearnedTokens.isLearned(tokenizer.vocabulary(), token) && seen.add(hash)) {
                learned.add(new Entry(hash, tokenizer.trainingOrder().place(token)));
            }
        }
        List<Entry> sample = learned.stream()
                .sorted((first, second) -> Long.compareUnsigned(first.hash, second.hash))
                .limit(SIZE)
                .sorted(Comparator.comparingInt(Entry::place).thenComparingLong(Entry::hash))
                .toList();
        return new Fingerprint(name, source, parent, learned.size(), sample);
    }
}
