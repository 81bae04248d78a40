package dev.provenance.tokenizer.compare;

import dev.provenance.tokenizer.internal.Increasing;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.IntUnaryOperator;

/**
 * The same items in the orders of two tokenizers.
 *
 * @param items number of items
 * @param longest length of the longest sequence of them that stands in the same order in both
 */
public record PairedOrder(int items, int longest) {

    static PairedOrder of(int[] items, IntUnaryOperator placeInA, IntUnaryOperator placeInB) {
        return new PairedOrder(items.length, Increasing.longest(ordered(items, placeInA, placeInB)));
    }

    /** B's places in the order of A's; among equal places of A B's fall, so that ties never count as order. */
    private static int[] ordered(int[] items, IntUnaryOperator placeInA, IntUnaryOperator placeInB) {
        long[] keys = new long[items.length];
        for (int i = 0; i < items.length; i++) {
            keys[i] = ((long) placeInA.applyAsInt(items[i]) << 32) | (~placeInB.applyAsInt(items[i]) & 0xffffffffL);
        }
        Arrays.sort(keys);
        int[] places = new int[items.length];
        for (int i = 0; i < keys.length; i++) {
            places[i] = ~(int) keys[i];
        }
        return places;
    }

    /** Share of the items in the longest common order; empty if there are none. */
    public OptionalDouble share() {
        return Overlap.share(longest, items);
    }
}
