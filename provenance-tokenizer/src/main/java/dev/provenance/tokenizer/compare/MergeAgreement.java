package dev.provenance.tokenizer.compare;

import dev.provenance.tokenizer.model.Merges;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The merges of two BPE models, as the rules that their files write.
 *
 * @param sizeA merges of A
 * @param sizeB merges of B
 * @param common different merges that both have
 * @param commonPrefix how many merges are the same from the first one on
 * @param order the merges in common, in both orders
 * @param rankCorrelation Spearman's correlation of their places; empty for fewer than two
 * @param firstThousand share of A's first 1,000 merges that B has
 * @param tail share of A's further merges that B has; empty if there are none
 */
public record MergeAgreement(
        int sizeA,
        int sizeB,
        int common,
        int commonPrefix,
        PairedOrder order,
        OptionalDouble rankCorrelation,
        OptionalDouble firstThousand,
        OptionalDouble tail) {

    private static final int EARLY = 1000;

    static MergeAgreement of(Merges first, Merges second) {
        MergeIndex index = MergeIndex.of(second);
        int[] partners = new int[first.size()];
        BitSet taken = new BitSet(second.size());
        for (int merge = 0; merge < partners.length; merge++) {
            int partner = index.find(first, merge);
            // Of a merge that is there twice, the first counts.
            partners[merge] = partner >= 0 && taken.get(partner) ? -1 : partner;
            if (partner >= 0) {
                taken.set(partner);
            }
        }
        int[] common = IntStream.range(0, partners.length)
                .filter(merge -> partners[merge] >= 0)
                .toArray();
        int early = Math.min(EARLY, partners.length);
        int earlyCommon =
                (int) IntStream.of(common).filter(merge -> merge < early).count();
        return new MergeAgreement(
                first.size(),
                second.size(),
                common.length,
                prefix(first, second),
                PairedOrder.of(common, merge -> merge, merge -> partners[merge]),
                rankCorrelation(
                        IntStream.of(common).map(merge -> partners[merge]).toArray()),
                Overlap.share(earlyCommon, early),
                Overlap.share(common.length - earlyCommon, partners.length - early));
    }

    /** Spearman's rank correlation, 1 - 6·Σd²/(n³ - n), of different places in B that stand in the order of A. */
    private static OptionalDouble rankCorrelation(int[] places) {
        double n = places.length;
        int[] sorted = places.clone();
        Arrays.sort(sorted);
        double squares = 0;
        for (int rank = 0; rank < places.length; rank++) {
            double difference = rank - Arrays.binarySearch(sorted, places[rank]);
            squares += difference * difference;
        }
        return n < 2 ? OptionalDouble.empty() : OptionalDouble.of(1 - 6 * squares / (n * (n * n - 1)));
    }

    private static int prefix(Merges first, Merges second) {
        int length = 0;
        int most = Math.min(first.size(), second.size());
        while (length < most && first.same(length, second, length)) {
            length++;
        }
        return length;
    }
}
