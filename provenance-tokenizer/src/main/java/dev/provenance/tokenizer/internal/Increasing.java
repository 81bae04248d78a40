package dev.provenance.tokenizer.internal;

/** Longest strictly increasing subsequence, by patience sorting (Fredman, Discrete Mathematics 11, 1975): O(n log n). */
public final class Increasing {

    private Increasing() {}

    public static int longest(int[] values) {
        int[] tops = new int[values.length];
        int piles = 0;
        for (int value : values) {
            if (piles == 0 || value > tops[piles - 1]) {
                tops[piles++] = value;
                continue;
            }
            int low = 0;
            int high = piles - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (tops[middle] < value) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            tops[low] = value;
        }
        return piles;
    }
}
