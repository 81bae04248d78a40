package dev.provenance.bench;

import dev.provenance.safetensors.DType;
import dev.provenance.weights.kernel.Kernels;
import dev.provenance.weights.kernel.MomentAccumulator;
import dev.provenance.weights.kernel.PairMoments;
import dev.provenance.weights.kernel.PairSummer;
import dev.provenance.weights.kernel.ScalarKernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
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
 * All moments of one pair of tensors of {@value #ELEMENTS} elements, in cache: pairs of elements per microsecond. The
 * twins differ in the fork's flag alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {

    private static final int ELEMENTS = 1 << 16;

    @Param({"BF16", "F16", "F32", "F64"})
    public DType dtype = DType.BF16;

    private Arena arena = Arena.ofShared();
    private MemorySegment base = MemorySegment.NULL;
    private MemorySegment suspect = MemorySegment.NULL;
    private PairSummer summer = new PairSummer(Kernels.chosen());

    /** Two tensors with a correlation of about 0.9, and a check that the chosen kernel gives the scalar one's bits. */
    @Setup(Level.Trial)
    public void fill() {
        Random random = new Random(7);
        base = arena.allocate((long) ELEMENTS * dtype.bits() / 8);
        suspect = arena.allocate((long) ELEMENTS * dtype.bits() / 8);
        for (int i = 0; i < ELEMENTS; i++) {
            double number = random.nextGaussian();
            put(base, i, number);
            put(suspect, i, number + 0.5 * random.nextGaussian());
        }
        summer = new PairSummer(Kernels.chosen());
        PairMoments reference = sum(new PairSummer(new ScalarKernel()));
        if (!sum(summer).equals(reference)) {
            throw new IllegalStateException("The kernels disagree: " + sum(summer) + " and " + reference);
        }
    }

    private void put(MemorySegment segment, int index, double number) {
        switch (dtype) {
            case BF16 ->
                segment.setAtIndex(
                        ValueLayout.JAVA_SHORT, index, (short) (Float.floatToRawIntBits((float) number) >>> 16));
            case F16 -> segment.setAtIndex(ValueLayout.JAVA_SHORT, index, Float.floatToFloat16((float) number));
            case F32 -> segment.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) number);
            case F64 -> segment.setAtIndex(ValueLayout.JAVA_DOUBLE, index, number);
            default -> throw new IllegalArgumentException("No benchmark for " + dtype);
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
        with.add(base, dtype, suspect, dtype, ELEMENTS, moments);
        return moments.toMoments();
    }
}
