package dev.provenance.weights;

import dev.provenance.weights.digest.TaskRunner;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The worker pool for tests of other packages. */
public final class PooledTasks {

    private PooledTasks() {}

    public static void run(
            long tasks, int threads, Function<BooleanSupplier, TaskRunner.Worker> workers, Runnable onTick)
            throws IOException, InterruptedException {
        AtomicBoolean failed = new AtomicBoolean();
        WorkerPool.run(
                tasks,
                threads,
                () -> {
                    TaskRunner.Worker worker = workers.apply(failed::get);
                    return task -> {
                        boolean done = false;
                        try {
                            worker.run(task);
                            done = true;
                        } finally {
                            failed.compareAndSet(false, !done);
                        }
                    };
                },
                onTick);
    }
}
