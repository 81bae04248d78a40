package dev.provenance;

import java.time.Duration;
import java.util.Optional;

/**
 * How far an examination is.
 *
 * @param bytesDone bytes of both models read so far
 * @param bytesPlanned bytes of both models that it will read
 * @param elapsed time since it began
 */
public record Progress(long bytesDone, long bytesPlanned, Duration elapsed) {

    /** Before that the speed of reading is that of a start. */
    private static final Duration WARM_UP = Duration.ofSeconds(1);

    /** From 0 to 1; 1 if there is nothing to read. */
    public double share() {
        return bytesPlanned == 0 ? 1 : (double) bytesDone / bytesPlanned;
    }

    /**
     * An estimate of the time left: the rest of the bytes at the speed of those so far. Empty in the first second and
     * before the first bytes; zero when all are read.
     */
    public Optional<Duration> timeLeft() {
        if (bytesDone >= bytesPlanned) {
            return Optional.of(Duration.ZERO);
        }
        if (bytesDone == 0 || elapsed.compareTo(WARM_UP) < 0) {
            return Optional.empty();
        }
        double millisPerByte = (double) elapsed.toMillis() / bytesDone;
        return Optional.of(Duration.ofMillis(Math.round((bytesPlanned - bytesDone) * millisPerByte)));
    }
}
