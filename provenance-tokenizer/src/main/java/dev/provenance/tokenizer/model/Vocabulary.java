package dev.provenance.tokenizer.model;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a tokenizer, each pair of kind and bytes once, under consecutive indices that have no meaning beyond this
 * object: first the model's own tokens in the order of the file, then the added ones. Immutable.
 */
public final class Vocabulary {

    private final int[] ids;
    private final TokenKind[] kinds;
    private final ByteStrings written;
    private final ByteStrings bytes;
    private final double @Nullable [] scores;
    private final int modelSize;
    private final int declaredModelSize;
    private final int declaredSize;
    private final TokenIndex index;

    /**
     * @param modelSize how many of the tokens are the model's own
     * @param declaredModelSize tokens that the files declare for the model, repetitions included
     * @param declaredSize tokens that the files declare, repetitions included
     */
    Vocabulary(
            int[] ids,
            TokenKind[] kinds,
            ByteStrings written,
            ByteStrings bytes,
            double @Nullable [] scores,
            int modelSize,
            int declaredModelSize,
            int declaredSize,
            TokenIndex index) {
        this.ids = ids;
        this.kinds = kinds;
        this.written = written;
        this.bytes = bytes;
        this.scores = scores;
        this.modelSize = modelSize;
        this.declaredModelSize = declaredModelSize;
        this.declaredSize = declaredSize;
        this.index = index;
    }

    /** Number of different tokens, added ones included. */
    public int size() {
        return ids.length;
    }

    /** Number of different tokens of the model itself. */
    public int modelSize() {
        return modelSize;
    }

    /** Number of tokens that the files declare; more than {@link #size()} where some have the same bytes. */
    public int declaredSize() {
        return declaredSize;
    }

    /** Number of tokens that the files declare for the model; more than {@link #modelSize()} where some have the same bytes. */
    public int declaredModelSize() {
        return declaredModelSize;
    }

    public int id(int token) {
        return ids[token];
    }

    public TokenKind kind(int token) {
        return kinds[token];
    }

    /** The tokens' bytes, by index. */
    public ByteStrings bytes() {
        return bytes;
    }

    /** The tokens as their file writes them, by index. */
    public ByteStrings written() {
        return written;
    }

    public OptionalDouble score(int token) {
        return scores == null ? OptionalDouble.empty() : OptionalDouble.of(scores[token]);
    }

    public boolean hasScores() {
        return scores != null;
    }

    public Token token(int token) {
        return new Token(ids[token], kinds[token], written.text(token), bytes.text(token), score(token));
    }

    /** Hash of a token's bytes, the same on every machine. */
    public long hash(int token) {
        return index.hash(token);
    }

    /** The index of another vocabulary's token in this one; -1 if it is not there. */
    public int find(Vocabulary other, int token) {
        return index.find(other.kinds[token], other.bytes, token, other.index.hash(token));
    }

    /** The index of a text or special token with the bytes from {@code from} to {@code to}; -1 if there is none. */
    int findText(byte[] text, int from, int to) {
        return index.findText(text, from, to);
    }

    /** The largest id; -1 if there are no tokens. */
    public int largestId() {
        int largest = -1;
        for (int id : ids) {
            largest = Math.max(largest, id);
        }
        return largest;
    }
}
