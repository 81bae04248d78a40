package dev.provenance.tokenizer.compare;

import dev.provenance.tokenizer.model.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The ids of the tokens in common.
 *
 * @param common tokens in common
 * @param sameId those with the same id
 * @param order the tokens in the order of the ids of A and of B
 * @param offsets the most frequent differences of ids, B's less A's
 * @param distinctOffsets number of different differences
 */
public record IdAgreement(int common, int sameId, PairedOrder order, List<Offset> offsets, int distinctOffsets) {

    private static final int SHOWN = 5;

    /**
     * A difference of ids.
     *
     * @param offset B's id less A's
     * @param tokens tokens with it
     */
    public record Offset(int offset, int tokens) {}

    public IdAgreement {
        offsets = List.copyOf(offsets);
    }

    /** Share of the tokens in common that have the same id; empty if there are none. */
    public OptionalDouble sameIdShare() {
        return Overlap.share(sameId, common);
    }

    static IdAgreement of(TokenMatch match) {
        Vocabulary first = match.first();
        Vocabulary second = match.second();
        int[] tokens = match.matched(token -> true);
        int[] differences = Arrays.stream(tokens)
                .map(token -> second.id(match.partner(token)) - first.id(token))
                .sorted()
                .toArray();
        List<Offset> offsets = new ArrayList<>();
        int same = 0;
        for (int start = 0, end; start < differences.length; start = end) {
            end = start;
            while (end < differences.length && differences[end] == differences[start]) {
                end++;
            }
            offsets.add(new Offset(differences[start], end - start));
            same = differences[start] == 0 ? end - start : same;
        }
        int distinct = offsets.size();
        offsets.sort(Comparator.comparingInt(Offset::tokens).reversed().thenComparingInt(Offset::offset));
        PairedOrder order = PairedOrder.of(tokens, first::id, token -> second.id(match.partner(token)));
        return new IdAgreement(tokens.length, same, order, offsets.subList(0, Math.min(SHOWN, distinct)), distinct);
    }
}
