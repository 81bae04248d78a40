package dev.provenance.tokenizer.internal;

/**
 * A hash table of item numbers by 64-bit hash: open addressing with linear probing, half of the hash beside each item, so
 * that other items' content is rarely looked at. Items whose hashes collide cost time, never a wrong answer, as long as
 * the caller compares content.
 */
public final class HashSlots {

    private final long[] slots;
    private final int mask;

    /** For up to {@code items} items. */
    public HashSlots(int items) {
        slots = new long[Integer.highestOneBit(Math.max(items, 4)) * 4];
        mask = slots.length - 1;
    }

    /** The first slot to look at for a hash. */
    public int start(long hash) {
        return seek(hash, (int) hash);
    }

    /** The slot to look at after {@code slot}, which held another item. */
    public int next(long hash, int slot) {
        return seek(hash, slot + 1);
    }

    private int seek(long hash, int from) {
        long tag = hash >>> 32;
        int slot = from & mask;
        while (slots[slot] != 0 && slots[slot] >>> 32 != tag) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** The item of a slot; -1 if the slot is free, which means that no further item has the hash. */
    public int item(int slot) {
        return (int) slots[slot] - 1;
    }

    /** Puts an item into a free slot that was found for its hash. */
    public void put(long hash, int slot, int item) {
        slots[slot] = (hash & 0xffffffff00000000L) | (item + 1);
    }
}
