package dev.provenance.tokenizer.model;

import java.util.Arrays;

/** Finds tokens by kind and bytes: open addressing with linear probing. Hash-flooding costs time within the file's own limits. */
final class TokenIndex {

    private static final int FREE = -1;

    private final ByteStrings bytes;
    private final TokenKind[] kinds;
    private final long[] hashes;
    private final int[] slots;

    private TokenIndex(ByteStrings bytes, TokenKind[] kinds, long[] hashes, int[] slots) {
        this.bytes = bytes;
        this.kinds = kinds;
        this.hashes = hashes;
        this.slots = slots;
    }

    static TokenIndex of(ByteStrings bytes, TokenKind[] kinds) {
        int[] slots = new int[Integer.highestOneBit(Math.max(bytes.size(), 4)) * 4];
        Arrays.fill(slots, FREE);
        TokenIndex index = new TokenIndex(bytes, kinds, new long[bytes.size()], slots);
        for (int token = 0; token < bytes.size(); token++) {
            index.hashes[token] = bytes.hash(token);
            int slot = index.slot(kinds[token], bytes, token, index.hashes[token]);
            if (slots[slot] == FREE) {
                slots[slot] = token;
            }
        }
        return index;
    }

    long hash(int token) {
        return hashes[token];
    }

    /** The first token of this kind and these bytes; -1 if there is none. */
    int find(TokenKind kind, ByteStrings list, int position, long hash) {
        return slots[slot(kind, list, position, hash)];
    }

    /** The slot of the token, or the free one where it would stand. */
    private int slot(TokenKind kind, ByteStrings list, int position, long hash) {
        int mask = slots.length - 1;
        int slot = (int) (hash >>> 32) & mask;
        while (slots[slot] != FREE) {
            int token = slots[slot];
            if (hashes[token] == hash && kinds[token] == kind && bytes.same(token, list, position)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
