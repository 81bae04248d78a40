package dev.provenance.tokenizer.model;

import dev.provenance.tokenizer.internal.HashSlots;

/** Finds tokens by kind and bytes. */
final class TokenIndex {

    private final ByteStrings bytes;
    private final TokenKind[] kinds;
    private final long[] hashes;
    private final HashSlots slots;

    private TokenIndex(ByteStrings bytes, TokenKind[] kinds) {
        this.bytes = bytes;
        this.kinds = kinds;
        this.hashes = new long[bytes.size()];
        this.slots = new HashSlots(bytes.size());
    }

    static TokenIndex of(ByteStrings bytes, TokenKind[] kinds) {
        TokenIndex index = new TokenIndex(bytes, kinds);
        for (int token = 0; token < bytes.size(); token++) {
            long hash = bytes.hash(token);
            index.hashes[token] = hash;
            int slot = index.slots.start(hash);
            while (index.slots.item(slot) >= 0 && !index.isToken(slot, kinds[token], bytes, token)) {
                slot = index.slots.next(hash, slot);
            }
            if (index.slots.item(slot) < 0) {
                index.slots.put(hash, slot, token);
            }
        }
        return index;
    }

    private boolean isToken(int slot, TokenKind kind, ByteStrings list, int position) {
        int token = slots.item(slot);
        return kinds[token] == kind && bytes.same(token, list, position);
    }

    long hash(int token) {
        return hashes[token];
    }

    /** The first token of this kind and these bytes; -1 if there is none. */
    int find(TokenKind kind, ByteStrings list, int position, long hash) {
        int slot = slots.start(hash);
        while (slots.item(slot) >= 0 && !isToken(slot, kind, list, position)) {
            slot = slots.next(hash, slot);
        }
        return slots.item(slot);
    }

    /** The first token that is no byte and has the bytes from {@code from} to {@code to}; -1 if there is none. */
    int findText(byte[] text, int from, int to) {
        long hash = ByteStrings.hash(text, from, to);
        int slot = slots.start(hash);
        int token = slots.item(slot);
        while (token >= 0 && !(kinds[token] != TokenKind.BYTE && bytes.same(token, text, from, to))) {
            slot = slots.next(hash, slot);
            token = slots.item(slot);
        }
        return token;
    }
}
