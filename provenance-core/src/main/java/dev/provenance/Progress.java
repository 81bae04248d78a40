package dev.provenance;

/**
 * How far an examination is.
 *
 * @param bytesDone bytes of both models read so far
 * @param bytesPlanned bytes of both models that it will read
 */
public record Progress(long bytesDone, long bytesPlanned) {

    /** From 0 to 1; 1 if there is nothing to read. */
    public double share() {
        return bytesPlanned == 0 ? 1 : (double) bytesDone / bytesPlanned;
    }
}
