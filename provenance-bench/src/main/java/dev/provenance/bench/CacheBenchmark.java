package dev.provenance.bench;

import dev.provenance.safetensors.DType;
import dev.provenance.weights.internal.kernel.Kernels;
import dev.provenance.weights.internal.kernel.MomentAccumulator;
import dev.provenance.weights.internal.kernel.PairMoments;
import dev.provenance.weights.internal.kernel.PairSummer;
import dev.provenance.weights.internal.kernel.ScalarKernel;
import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All moments of one pair of tensors in cache (65,536 elements each: 256 KiB of BF16): pairs of elements per microsecond.
 * {@code vector} and {@code scalar} are twins that differ in the fork's flag alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CacheBenchmark {

    private static final int ELEMENTS = 1 << 16;

    @Param
    public DTypePair dtypes = DTypePair.BF16_BF16;

    private Arena arena = Arena.ofShared();
    private Tensors tensors = Tensors.allocate(arena, DType.BF16, DType.BF16, 1, 0);
    private PairSummer summer = new PairSummer(Kernels.chosen());

    /** Makes the tensors and checks that the kernel of this fork gives the scalar kernel's bits. */
    @Setup(Level.Trial)
    public void fill() {
        tensors = Tensors.allocate(arena, dtypes.base, dtypes.suspect, ELEMENTS, 0.9);
        summer = new PairSummer(Kernels.chosen());
        PairMoments expected = sum(new PairSummer(new ScalarKernel()));
        if (!sum(summer).equals(expected)) {
            throw new IllegalStateException("The kernels disagree: " + sum(summer) + " and " + expected);
        }
    }

    @TearDown(Level.Trial)
    public void free() {
        arena.close();
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    @Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
    public PairMoments vector() {
        return sum(summer);
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    @Fork(1)
    public PairMoments scalar() {
        return sum(summer);
    }

    private PairMoments sum(PairSummer with) {
        MomentAccumulator moments = new MomentAccumulator();
        with.add(tensors.base(), dtypes.base, tensors.suspect(), dtypes.suspect, ELEMENTS, moments);
        return moments.toMoments();
    }
}
