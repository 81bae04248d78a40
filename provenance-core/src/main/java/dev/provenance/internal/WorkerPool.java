package dev.provenance.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs numbered tasks on worker threads, handing them out in order, while the calling thread reports progress. The first
 * failure, an interrupt of the calling thread, or a failing progress listener ends all of them; when {@code run} returns
 * or throws no worker is left.
 */
public final class WorkerPool {

    private static final long TICK_MILLIS = 100;

    /** One thread's worker. */
    public interface Worker {
        void run(long task) throws IOException;
    }

    private final AtomicLong nextTask = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final long tasks;
    private volatile boolean cancelled;

    private WorkerPool(long tasks) {
        this.tasks = tasks;
    }

    /**
     * Runs tasks 0 to {@code tasks − 1}.
     *
     * @param threads worker threads, at least 1
     * @param workers makes the worker of a thread; its argument tells a long task that the others have ended
     * @param onTick called on the calling thread every tenth of a second, and at the end
     * @throws InterruptedException if the calling thread was interrupted
     * @throws IOException if a worker failed
     */
    public static void run(long tasks, int threads, Function<BooleanSupplier, Worker> workers, Runnable onTick)
            throws IOException, InterruptedException {
        new WorkerPool(tasks).run((int) Math.min(threads, tasks), workers, onTick);
    }

    private void run(int threadCount, Function<BooleanSupplier, Worker> workers, Runnable onTick)
            throws IOException, InterruptedException {
        CountDownLatch running = new CountDownLatch(threadCount);
        List<Thread> threads = new ArrayList<>();
        try {
            for (int i = 0; i < threadCount; i++) {
                threads.add(Thread.ofPlatform()
                        .daemon()
                        .name("provenance-worker-", i)
                        .start(() -> work(workers, running)));
            }
            while (!running.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                onTick.run();
            }
        } finally {
            cancelled = true;
            joinAll(threads);
        }
        rethrow(failure.get());
        onTick.run();
    }

    private void work(Function<BooleanSupplier, Worker> workers, CountDownLatch running) {
        try {
            Worker worker = workers.apply(() -> cancelled);
            for (long task = nextTask.getAndIncrement();
                    task < tasks && !cancelled;
                    task = nextTask.getAndIncrement()) {
                worker.run(task);
            }
        } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            cancelled = true;
        } finally {
            running.countDown();
        }
    }

    /** Workers look at {@code cancelled} between tasks and chunks, so this is short; an interrupt meanwhile is kept for the caller. */
    private static void joinAll(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rethrow(@Nullable Throwable thrown) throws IOException {
        switch (thrown) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(thrown);
        }
    }
}
