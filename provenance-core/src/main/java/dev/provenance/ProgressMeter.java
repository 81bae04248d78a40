package dev.provenance;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells a listener, where there is one, how far a run is; its clock starts when it is made. */
final class ProgressMeter {

    private final @Nullable Consumer<Progress> listener;
    private final long bytesPlanned;
    private final long start = System.nanoTime();

    ProgressMeter(@Nullable Consumer<Progress> listener, long bytesPlanned) {
        this.listener = listener;
        this.bytesPlanned = bytesPlanned;
    }

    void report(long bytesDone) {
        if (listener != null) {
            listener.accept(new Progress(bytesDone, bytesPlanned, Duration.ofNanos(System.nanoTime() - start)));
        }
    }
}
