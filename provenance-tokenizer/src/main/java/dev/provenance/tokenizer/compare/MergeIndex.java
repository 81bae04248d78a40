package dev.provenance.tokenizer.compare;

import dev.provenance.tokenizer.internal.HashSlots;
import dev.provenance.tokenizer.model.Merges;

/** Finds merges by their symbols. */
final class MergeIndex {

    private final Merges merges;
    private final HashSlots slots;

    private MergeIndex(Merges merges) {
        this.merges = merges;
        this.slots = new HashSlots(merges.size());
    }

    static MergeIndex of(Merges merges) {
        MergeIndex index = new MergeIndex(merges);
        for (int merge = 0; merge < merges.size(); merge++) {
            long hash = merges.hash(merge);
            int slot = index.slot(merges, merge, hash);
            if (index.slots.item(slot) < 0) {
                index.slots.put(hash, slot, merge);
            }
        }
        return index;
    }

    /** The first place of another list's merge in this one; -1 if it is not there. */
    int find(Merges other, int merge) {
        return slots.item(slot(other, merge, other.hash(merge)));
    }

    private int slot(Merges other, int merge, long hash) {
        int slot = slots.start(hash);
        while (slots.item(slot) >= 0 && !merges.same(slots.item(slot), other, merge)) {
            slot = slots.next(hash, slot);
        }
        return slot;
    }
}
