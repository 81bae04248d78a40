package dev.provenance.safetensors;

import java.util.Objects;

/**
 * How an archive is read, and how much of it is accepted.
 *
 * @param access how bytes reach the caller
 * @param lenient whether to accept what the reference implementation accepts though the format forbids it: a tensor or a
 *     metadata key that occurs twice (the last one counts), a tensor that an index lists twice (likewise), white space
 *     before the header's object. Each is recorded as an {@link Anomaly}.
 * @param maxHeaderBytes the longest header, and the largest index, in bytes; 8 to 100,000,000, the format's own limit
 * @param maxTensors the most tensors in the whole archive; at least 1
 */
public record ReadOptions(Access access, boolean lenient, long maxHeaderBytes, int maxTensors) {
    private static final long HEADER_LIMIT_OF_THE_FORMAT = 100_000_000;

    /** How bytes reach the caller. */
    public enum Access {
        /**
         * Files are mapped into memory; reading copies nothing. For files that nobody changes meanwhile.
         *
         * <p>Each read first compares the file's size and time of modification with those at opening. A file that is
         * truncated after that check, while the returned segment is in use, cannot be caught: the access then fails with
         * an {@link InternalError} or ends the whole process. Where that may happen, use {@link #COPIED}.
         */
        MAPPED,
        /** Each read copies bytes into the caller's memory. For files that may change, and for network file systems. */
        COPIED
    }

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if a limit is out of its range; the message has the value
     */
    public ReadOptions {
        Objects.requireNonNull(access, "access");
        if (maxHeaderBytes < Long.BYTES || maxHeaderBytes > HEADER_LIMIT_OF_THE_FORMAT) {
            throw new IllegalArgumentException("maxHeaderBytes must be between " + Long.BYTES + " and "
                    + HEADER_LIMIT_OF_THE_FORMAT + " but is " + maxHeaderBytes);
        }
        if (maxTensors < 1) {
            throw new IllegalArgumentException("maxTensors must be at least 1 but is " + maxTensors);
        }
    }

    /** Mapped, strict, headers up to 100,000,000 bytes, up to 100,000 tensors. */
    public static ReadOptions defaults() {
        return new ReadOptions(Access.MAPPED, false, HEADER_LIMIT_OF_THE_FORMAT, 100_000);
    }

    /** These options with another access. */
    public ReadOptions withAccess(Access newAccess) {
        return new ReadOptions(newAccess, lenient, maxHeaderBytes, maxTensors);
    }

    /** These options, lenient or strict. */
    public ReadOptions withLenient(boolean newLenient) {
        return new ReadOptions(access, newLenient, maxHeaderBytes, maxTensors);
    }

    /**
     * These options with another limit on headers and indexes.
     *
     * @throws IllegalArgumentException if the limit is below 8 or above 100,000,000 bytes
     */
    public ReadOptions withMaxHeaderBytes(long newMaxHeaderBytes) {
        return new ReadOptions(access, lenient, newMaxHeaderBytes, maxTensors);
    }

    /**
     * These options with another limit on the tensors of an archive.
     *
     * @throws IllegalArgumentException if the limit is below 1
     */
    public ReadOptions withMaxTensors(int newMaxTensors) {
        return new ReadOptions(access, lenient, maxHeaderBytes, newMaxTensors);
    }
}
