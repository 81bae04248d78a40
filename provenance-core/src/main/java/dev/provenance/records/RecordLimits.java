package dev.provenance.records;

/**
 * How much of a recorded file is read before it is refused.
 *
 * @param lineBytes longest line, in bytes
 * @param lines most lines that are not blank
 */
public record RecordLimits(int lineBytes, int lines) {

    /** Four megabytes a line, a million lines. */
    public static final RecordLimits DEFAULTS = new RecordLimits(4 << 20, 1_000_000);

    public RecordLimits {
        if (lineBytes < 1 || lines < 1) {
            throw new IllegalArgumentException(
                    "Limits of a recorded file: expected at least 1, actual " + lineBytes + " and " + lines + ".");
        }
    }
}
