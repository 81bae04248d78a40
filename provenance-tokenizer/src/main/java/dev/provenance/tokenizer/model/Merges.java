package dev.provenance.tokenizer.model;

/**
 * The merges of a BPE model in their order, earliest first, each as the two symbols that it joins, written as in the
 * file: a merge is a rule over its own alphabet. Immutable.
 */
public final class Merges {

    private final ByteStrings symbols;

    private Merges(ByteStrings symbols) {
        this.symbols = symbols;
    }

    public int size() {
        return symbols.size() / 2;
    }

    public String left(int merge) {
        return symbols.text(2 * merge);
    }

    public String right(int merge) {
        return symbols.text(2 * merge + 1);
    }

    /** Hash of both symbols, the same on every machine. */
    public long hash(int merge) {
        return (symbols.hash(2 * merge) * 0x9E3779B97F4A7C15L) ^ symbols.hash(2 * merge + 1);
    }

    /** Whether a merge joins the same symbols as one of {@code other}. */
    public boolean same(int merge, Merges other, int otherMerge) {
        return symbols.same(2 * merge, other.symbols, 2 * otherMerge)
                && symbols.same(2 * merge + 1, other.symbols, 2 * otherMerge + 1);
    }

    /** The symbols: those of merge i are 2i and 2i + 1. */
    ByteStrings symbols() {
        return symbols;
    }

    /** Collects merges; not thread-safe. */
    public static final class Builder {

        private final ByteStrings.Builder symbols = new ByteStrings.Builder();

        public int size() {
            return symbols.size() / 2;
        }

        public void add(String left, String right) {
            symbols.add(left);
            symbols.add(right);
        }

        /** Adds the merge of the characters from {@code from} to {@code middle} and from {@code next} to {@code to}. */
        public void add(char[] text, int from, int middle, int next, int to) {
            symbols.add(text, from, middle);
            symbols.add(text, next, to);
        }

        public Merges build() {
            return new Merges(symbols.build());
        }
    }
}
