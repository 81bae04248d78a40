package dev.provenance.weights.digest;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Runs numbered tasks on worker threads. */
@FunctionalInterface
public interface TaskRunner {

    /** One thread's worker. */
    @FunctionalInterface
    interface Worker {
        void run(long task) throws IOException;
    }

    /**
     * Runs tasks 0 to {@code tasks − 1}, handed out in order. When it returns or throws no worker is left.
     *
     * @param threads worker threads, at least 1
     * @param workers makes the worker of a thread; its argument tells a long task that it shall stop, because another
     *     failed or the calling thread was interrupted
     * @param onTick called on the calling thread from time to time, and at the end
     */
    void run(long tasks, int threads, Function<BooleanSupplier, Worker> workers, Runnable onTick)
            throws IOException, InterruptedException;
}
