package dev.provenance.tokenizer.compare;

import dev.provenance.tokenizer.model.Merges;
import java.util.Arrays;

/** Finds merges: open addressing with linear probing. */
final class MergeIndex {

    private static final int FREE = -1;

    private final Merges merges;
    private final long[] hashes;
    private final int[] slots;

    private MergeIndex(Merges merges, int slots) {
        this.merges = merges;
        this.hashes = new long[merges.size()];
        this.slots = new int[slots];
        Arrays.fill(this.slots, FREE);
    }

    static MergeIndex of(Merges merges) {
        MergeIndex index = new MergeIndex(merges, Integer.highestOneBit(Math.max(merges.size(), 4)) * 4);
        for (int merge = 0; merge < merges.size(); merge++) {
            index.hashes[merge] = merges.hash(merge);
            int slot = index.slot(merges, merge, index.hashes[merge]);
            if (index.slots[slot] == FREE) {
                index.slots[slot] = merge;
            }
        }
        return index;
    }

    long hash(int merge) {
        return hashes[merge];
    }

    /** The first place of another list's merge in this one; -1 if it is not there. */
    int find(Merges other, int merge, long hash) {
        return slots[slot(other, merge, hash)];
    }

    private int slot(Merges other, int merge, long hash) {
        int mask = slots.length - 1;
        int slot = (int) (hash >>> 32) & mask;
        while (slots[slot] != FREE) {
            int found = slots[slot];
            if (hashes[found] == hash && merges.same(found, other, merge)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
