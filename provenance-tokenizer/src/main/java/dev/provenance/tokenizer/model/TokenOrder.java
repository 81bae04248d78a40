package dev.provenance.tokenizer.model;

/** A place for each token of a vocabulary, by index. Immutable. */
public final class TokenOrder {

    private final int[] places;

    TokenOrder(int[] places) {
        this.places = places;
    }

    /** The place of a token; smaller is earlier. */
    public int place(int token) {
        return places[token];
    }
}
