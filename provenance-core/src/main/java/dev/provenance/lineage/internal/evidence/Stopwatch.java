package dev.provenance.lineage.internal.evidence;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The time that each test took, in the order in which they were run. */
final class Stopwatch {

    private final Map<String, Duration> times = new LinkedHashMap<>();

    /** A test. */
    interface Test<T> {
        T run() throws IOException, InterruptedException;
    }

    <T> T time(String test, Test<T> work) throws IOException, InterruptedException {
        long start = System.nanoTime();
        T result = work.run();
        times.merge(test, Duration.ofNanos(System.nanoTime() - start), Duration::plus);
        return result;
    }

    Map<String, Duration> times() {
        return Collections.unmodifiableMap(times);
    }
}
