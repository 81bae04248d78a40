package dev.provenance.bench;

import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.ModelTensors;
import dev.provenance.safetensors.TensorArchive;
import dev.provenance.safetensors.TensorView;
import dev.provenance.weights.Sampling;
import dev.provenance.weights.StreamedComparison;
import dev.provenance.weights.TensorComparison;
import dev.provenance.weights.TensorPair;
import dev.provenance.weights.TensorPairing;
import java.io.IOException;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Two models of 2 GiB each in the page cache, two threads: {@code compare} streams every pair of tensors, {@code sample} one
 * percent of them, {@code digestedSample} with the digests of the windows, {@code read} is the XOR of the same bytes from the same archives.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 10)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ModelBenchmark {

    private static final int THREADS = 2;
    /** In windows so small that one per cent holds the 8 that every tensor gives at the least. */
    private static final Sampling ONE_PERCENT = Sampling.fraction(0.01).windowElements(4096);

    @Param({"0", "0.05", "0.5", "0.999"})
    public double correlation;

    private Path folder = Path.of("");
    private List<TensorArchive> archives = List.of();
    private List<TensorPair> pairs = List.of();

    @Setup(Level.Trial)
    public void write() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("provenance-bench");
        SyntheticModel.writePair(folder, correlation);
        TensorArchive base = TensorArchive.open(folder.resolve("base"));
        TensorArchive suspect = TensorArchive.open(folder.resolve("suspect"));
        archives = List.of(base, suspect);
        pairs = TensorPairing.byRole(
                        ModelTensors.of(base, ArchitectureSpec.UNKNOWN),
                        ModelTensors.of(suspect, ArchitectureSpec.UNKNOWN))
                .pairs();
        check();
    }

    /** Full values are as made; sampled ones hold them within their intervals in 95 of 100 cases, here 85 are demanded. */
    private void check() throws IOException, InterruptedException {
        List<TensorComparison> whole = compare();
        List<TensorComparison> sampled = sample();
        int held = 0;
        for (int i = 0; i < whole.size(); i++) {
            double cosine = whole.get(i).similarity().centredCosine().value();
            if (Math.abs(cosine - correlation) > 0.01) {
                throw new IllegalStateException(
                        whole.get(i).name() + ": made with " + correlation + ", measured " + cosine);
            }
            held += sampled.get(i)
                            .similarity()
                            .intervals()
                            .centredCosine()
                            .filter(interval -> interval.low() <= cosine && cosine <= interval.high())
                            .isPresent()
                    ? 1
                    : 0;
        }
        if (held < 0.85 * whole.size()) {
            throw new IllegalStateException("Only " + held + " of " + whole.size() + " intervals hold the full value");
        }
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        archives.forEach(TensorArchive::close);
        Tensors.delete(folder.resolve("base"));
        Tensors.delete(folder.resolve("suspect"));
        Tensors.delete(folder);
    }

    @Benchmark
    public List<TensorComparison> compare() throws IOException, InterruptedException {
        return StreamedComparison.of(pairs, Sampling.everything()).run(THREADS, bytes -> {});
    }

    @Benchmark
    public List<TensorComparison> sample() throws IOException, InterruptedException {
        return StreamedComparison.of(pairs, ONE_PERCENT).run(THREADS, bytes -> {});
    }

    /** The sample as a report has it: with the digests of its windows. */
    @Benchmark
    public List<TensorComparison> digestedSample() throws IOException, InterruptedException {
        return StreamedComparison.digestingSample(pairs, ONE_PERCENT).run(THREADS, bytes -> {});
    }

    @Benchmark
    public long read() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Long>> sums = pairs.stream()
                    .map(pair -> threads.submit(() -> xor(pair.base()) ^ xor(pair.suspect())))
                    .toList();
            long sum = 0;
            for (Future<Long> each : sums) {
                sum ^= each.get();
            }
            return sum;
        }
    }

    private static long xor(TensorView tensor) throws IOException {
        SegmentAllocator none = (bytes, alignment) -> {
            throw new IllegalStateException("A mapped archive needs no memory");
        };
        return PlainRead.xor(tensor.read(0, tensor.byteSize(), none));
    }
}
