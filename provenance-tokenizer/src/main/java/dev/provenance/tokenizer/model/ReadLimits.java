package dev.provenance.tokenizer.model;

/**
 * What a tokenizer's file may hold at most. Real ones stay far below the defaults: the largest known have 28 MB,
 * 262,144 tokens and 514,906 merges (Gemma 3).
 *
 * @param fileBytes length of a file
 * @param tokens tokens of a vocabulary, and one more than the largest id
 * @param merges merges
 * @param tokenBytes length of one token
 */
public record ReadLimits(long fileBytes, int tokens, int merges, int tokenBytes) {

    private static final ReadLimits DEFAULTS = new ReadLimits(256L << 20, 4_000_000, 8_000_000, 65_536);

    public ReadLimits {
        require("fileBytes", fileBytes);
        require("tokens", tokens);
        require("merges", merges);
        require("tokenBytes", tokenBytes);
        if (fileBytes > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException(
                    "fileBytes: expected at most " + Integer.MAX_VALUE / 2 + ", actual " + fileBytes + ".");
        }
    }

    private static void require(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": expected at least 1, actual " + value + ".");
        }
    }

    /** 256 MiB, 4 million tokens, 8 million merges, tokens of 64 KiB. */
    public static ReadLimits defaults() {
        return DEFAULTS;
    }

    public ReadLimits withFileBytes(long most) {
        return new ReadLimits(most, tokens, merges, tokenBytes);
    }

    public ReadLimits withTokens(int most) {
        return new ReadLimits(fileBytes, most, merges, tokenBytes);
    }
}
