package dev.provenance.bench;

import dev.provenance.safetensors.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What {@link CacheBenchmark} computes of BF16, by a plain loop in double as one would write it first: pairs of elements per
 * microsecond.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PlainLoopBenchmark {

    private static final int ELEMENTS = 1 << 16;

    private final Arena arena = Arena.ofShared();
    private final Tensors tensors = Tensors.allocate(arena, DType.BF16, DType.BF16, ELEMENTS, 0.9);

    @TearDown(Level.Trial)
    public void free() {
        arena.close();
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    @Fork(1)
    public double plainLoop() {
        double sumA = 0;
        double sumB = 0;
        double squaresA = 0;
        double squaresB = 0;
        double products = 0;
        double squaredDifference = 0;
        double largest = 0;
        long equal = 0;
        long zeros = 0;
        long notFinite = 0;
        for (int i = 0; i < ELEMENTS; i++) {
            short bitsA = tensors.base().get(ValueLayout.JAVA_SHORT_UNALIGNED, 2L * i);
            short bitsB = tensors.suspect().get(ValueLayout.JAVA_SHORT_UNALIGNED, 2L * i);
            double a = Float.intBitsToFloat(bitsA << 16);
            double b = Float.intBitsToFloat(bitsB << 16);
            equal += bitsA == bitsB ? 1 : 0;
            if (!Double.isFinite(a) || !Double.isFinite(b)) {
                notFinite++;
                continue;
            }
            zeros += (a == 0 ? 1 : 0) + (b == 0 ? 1 : 0);
            sumA += a;
            sumB += b;
            squaresA += a * a;
            squaresB += b * b;
            products += a * b;
            squaredDifference += (a - b) * (a - b);
            largest = Math.max(largest, Math.abs(a - b));
        }
        return sumA + sumB + squaresA + squaresB + products + squaredDifference + largest + equal + zeros + notFinite;
    }
}
