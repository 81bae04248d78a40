package dev.provenance.weights;

import dev.provenance.architecture.ModelTensors;
import dev.provenance.internal.WorkerPool;
import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.TensorView;
import dev.provenance.weights.LayerMatrix.Similarities;
import dev.provenance.weights.internal.kernel.Kernels;
import dev.provenance.weights.internal.kernel.MomentAccumulator;
import dev.provenance.weights.internal.kernel.PairKernel;
import dev.provenance.weights.internal.kernel.PairMoments;
import dev.provenance.weights.internal.kernel.PairSummer;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes layer matrices from samples: the same evenly spaced windows of every tensor, held in memory for one kind of
 * tensor at a time. Tensors of at most {@value #MAX_ELEMENTS} elements are read whole unless there are very many layers.
 * F64 is rounded to float.
 */
public final class LayerSampling {

    /** Elements of a window. */
    private static final int WINDOW = 2048;

    private static final int MAX_ELEMENTS = 1 << 15;
    private static final int MIN_ELEMENTS = WINDOW;
    /** Elements of one kind of tensor that a worker holds, of all layers of both models: 8 MiB. */
    private static final int WORKER_ELEMENTS = 1 << 21;
    /** Bounds the memory of the pass, not its result. */
    private static final int MAX_WORKERS = 8;

    private final List<LayerGrid> grids;
    private final AtomicReferenceArray<@Nullable LayerMatrix> matrices;
    private final LongAdder bytesDone = new LongAdder();

    private final PairKernel kernel;

    private LayerSampling(List<LayerGrid> grids) {
        this.grids = grids;
        this.kernel = Kernels.forElements(grids.stream()
                .mapToLong(grid -> (long) sampleSize(grid)
                        * grid.base().size()
                        * grid.suspect().size())
                .sum());
        this.matrices = new AtomicReferenceArray<>(grids.size());
    }

    /** A sampling of two models, not yet run. Kinds whose tensors differ in shape between layers or models are left out. */
    public static LayerSampling of(ModelTensors base, ModelTensors suspect) {
        return new LayerSampling(LayerGrid.of(base, suspect));
    }

    /** Bytes that {@link #run} reads, of both models. */
    public long bytesPlanned() {
        return grids.stream()
                .mapToLong(grid -> bytes(grid.base().values(), sampleSize(grid))
                        + bytes(grid.suspect().values(), sampleSize(grid)))
                .sum();
    }

    private static long bytes(Collection<TensorView> tensors, int sample) {
        return tensors.stream()
                .mapToLong(tensor -> (long) sample * tensor.dtype().bits() / 8)
                .sum();
    }

    /**
     * Makes the matrices, in a fixed order.
     *
     * @param threads worker threads, at least 1
     * @param progress called on this thread with the bytes read so far
     */
    public List<LayerMatrix> run(int threads, LongConsumer progress) throws IOException, InterruptedException {
        WorkerPool.run(
                grids.size(),
                Math.min(threads, MAX_WORKERS),
                stopped -> new GridWorker(),
                () -> progress.accept(bytesDone.sum()));
        List<LayerMatrix> made = new ArrayList<>();
        for (int i = 0; i < grids.size(); i++) {
            made.add(Objects.requireNonNull(matrices.get(i)));
        }
        return List.copyOf(made);
    }

    /** Elements that are read of each tensor of a grid: all, or whole blocks. */
    private static int sampleSize(LayerGrid grid) {
        int affordable = Math.clamp(WORKER_ELEMENTS / grid.tensors(), MIN_ELEMENTS, MAX_ELEMENTS);
        return grid.elementsPerTensor() <= affordable
                ? (int) grid.elementsPerTensor()
                : affordable - affordable % WINDOW;
    }

    private final class GridWorker implements WorkerPool.Worker {

        private final PairSummer summer = new PairSummer(kernel);
        private final ScratchBuffer scratch = new ScratchBuffer();

        @Override
        public void run(long task) throws IOException {
            LayerGrid grid = grids.get((int) task);
            int size = sampleSize(grid);
            try (Arena memory = Arena.ofConfined()) {
                matrices.set((int) task, compareAll(grid, size, memory));
            }
        }

        private LayerMatrix compareAll(LayerGrid grid, int size, Arena memory) throws IOException {
            List<MemorySegment> base = samples(grid.base().values(), size, memory);
            List<MemorySegment> suspect = samples(grid.suspect().values(), size, memory);
            return new LayerMatrix(
                    grid.component(),
                    grid.kind(),
                    List.copyOf(grid.base().keySet()),
                    List.copyOf(grid.suspect().keySet()),
                    compare(base, suspect));
        }

        private Similarities compare(List<MemorySegment> rows, List<MemorySegment> columns) {
            Similarities similarities = new Similarities(rows.size(), columns.size());
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < columns.size(); column++) {
                    PairMoments moments = moments(rows.get(row), columns.get(column));
                    TensorSimilarity similarity = TensorSimilarity.of(moments);
                    similarities.cosine[row][column] = similarity.cosine().number();
                    similarities.centred[row][column] =
                            similarity.centredCosine().number();
                }
            }
            return similarities;
        }

        private PairMoments moments(MemorySegment base, MemorySegment suspect) {
            MomentAccumulator moments = new MomentAccumulator();
            summer.add(base, DType.F32, suspect, DType.F32, base.byteSize() / Float.BYTES, moments);
            return moments.toMoments();
        }

        private List<MemorySegment> samples(Collection<TensorView> tensors, int size, Arena memory) throws IOException {
            List<MemorySegment> samples = new ArrayList<>();
            for (TensorView tensor : tensors) {
                samples.add(sample(tensor, size, memory));
                bytesDone.add((long) size * tensor.dtype().bits() / 8);
            }
            return samples;
        }

        /** Windows at even distances, the first at the start and the last at the end of the tensor, as floats. */
        private MemorySegment sample(TensorView tensor, int size, Arena memory) throws IOException {
            int windows = Math.ceilDiv(size, WINDOW);
            MemorySegment sample = memory.allocate(4L * size, 64);
            long elementBytes = tensor.dtype().bits() / 8;
            for (int window = 0; window < windows; window++) {
                int length = Math.min(WINDOW, size - window * WINDOW);
                long from = size == tensor.elementCount()
                        ? (long) window * WINDOW
                        : (tensor.elementCount() - length) / Math.max(1, windows - 1) * window;
                MemorySegment source = tensor.read(from * elementBytes, length * elementBytes, scratch);
                summer.toFloats(source, tensor.dtype(), sample.asSlice(4L * window * WINDOW), length);
            }
            return sample;
        }
    }
}
