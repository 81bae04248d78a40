package dev.provenance.bench;

import dev.provenance.safetensors.DType;
import dev.provenance.weights.internal.kernel.Kernels;
import dev.provenance.weights.internal.kernel.MomentAccumulator;
import dev.provenance.weights.internal.kernel.PairMoments;
import dev.provenance.weights.internal.kernel.PairSummer;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Tensors far larger than any cache, in mapped files that the page cache holds, two threads: passes per second of
 * {@code moments} against {@code read}, the XOR of the same bytes. Each thread works on its own pair of 256 MiB tensors.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Threads(2)
public class MemoryBenchmark {

    private static final long BYTES = 1L << 28;

    @Param
    public DTypePair dtypes = DTypePair.BF16_BF16;

    private final Arena arena = Arena.ofShared();
    private final PairSummer summer = new PairSummer(Kernels.chosen());
    private Tensors tensors = Tensors.allocate(arena, DType.BF16, DType.BF16, 1, 0);
    private Path folder = Path.of("");
    private long elements;

    /** Gigabytes of both tensors, by the rate. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Volume {
        public double gigabytes;
    }

    @Setup(Level.Trial)
    public void write() throws IOException {
        elements = BYTES * 8 / Math.max(dtypes.base.bits(), dtypes.suspect.bits());
        folder = Files.createTempDirectory("provenance-bench");
        try (Arena scratch = Arena.ofConfined()) {
            Tensors made = Tensors.allocate(scratch, dtypes.base, dtypes.suspect, elements, 0.9);
            tensors = made.mapped(folder, arena);
        }
        double centred = moments(new Volume()).co();
        if (!(centred > 0)) {
            throw new IllegalStateException("Correlated tensors have a co-moment of " + centred);
        }
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        arena.close();
        Tensors.delete(folder);
    }

    @Benchmark
    public PairMoments moments(Volume volume) {
        MomentAccumulator moments = new MomentAccumulator();
        summer.add(tensors.base(), dtypes.base, tensors.suspect(), dtypes.suspect, elements, moments);
        volume.gigabytes += 1e-9 * elements * dtypes.bytes();
        return moments.toMoments();
    }

    @Benchmark
    public long read(Volume volume) {
        volume.gigabytes += 1e-9 * elements * dtypes.bytes();
        return PlainRead.xor(tensors.base(), tensors.suspect());
    }
}
