package dev.provenance.lineage.internal.exhibit;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.TensorKind;
import dev.provenance.internal.WorkerPool;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.evidence.Settings;
import dev.provenance.lineage.internal.matrix.Matrix;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.moment.Kurtosis;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * What the exhibits know of the layers of a model: moments and row norms of sampled rows, by layer and kind of tensor.
 *
 * <p>Reads at most {@value #ELEMENTS} elements of a model, in {@value #RUNS} runs of rows of each tensor, but
 * {@value #FEWEST_ROWS} rows of each at least; keeps one number for each row.
 */
final class LayerStatistics {

    private static final long ELEMENTS = 1L << 26;
    private static final int MOST_ROWS = 256;
    private static final int FEWEST_ROWS = 16;
    private static final int RUNS = 8;

    /** Kinds of tensor that are looked at: matrices and norms of the residual stream. */
    static final List<TensorKind> KINDS = List.of(
            TensorKind.ATTENTION_NORM,
            TensorKind.ATTENTION_QUERY,
            TensorKind.ATTENTION_KEY,
            TensorKind.ATTENTION_VALUE,
            TensorKind.ATTENTION_OUTPUT,
            TensorKind.MLP_NORM,
            TensorKind.MLP_GATE,
            TensorKind.MLP_UP,
            TensorKind.MLP_DOWN);

    /**
     * Of one tensor.
     *
     * @param mean of its elements
     * @param deviation standard deviation of them
     * @param kurtosis excess kurtosis; NaN where they do not vary
     * @param rowNorms Euclidean norms of the sampled rows; empty for a vector
     */
    record Moments(double mean, double deviation, double kurtosis, List<Double> rowNorms) {

        /** Row norms over their mean. */
        double[] relativeNorms() {
            double mean =
                    rowNorms.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
            return rowNorms.stream().mapToDouble(norm -> norm / mean).toArray();
        }
    }

    private final SortedMap<Integer, Map<TensorKind, Moments>> layers;

    private LayerStatistics(SortedMap<Integer, Map<TensorKind, Moments>> layers) {
        this.layers = layers;
    }

    static LayerStatistics of(CanonicalModel model, Settings settings) throws IOException, InterruptedException {
        List<Integer> numbers = model.layers();
        List<Map<TensorKind, Moments>> found = IntStream.range(0, numbers.size())
                .<Map<TensorKind, Moments>>mapToObj(i -> new EnumMap<>(TensorKind.class))
                .toList();
        long tensors = Math.max(1, (long) numbers.size() * KINDS.size());
        WorkerPool.run(
                numbers.size(),
                settings.threads(),
                stopped -> task -> {
                    for (TensorKind kind : KINDS) {
                        Optional<LogicalTensor> tensor = model.find(numbers.get((int) task), kind);
                        if (tensor.isPresent()) {
                            found.get((int) task).put(kind, moments(tensor.get(), ELEMENTS / tensors));
                        }
                    }
                },
                settings.onTick());
        SortedMap<Integer, Map<TensorKind, Moments>> layers = new TreeMap<>();
        for (int i = 0; i < numbers.size(); i++) {
            layers.put(numbers.get(i), found.get(i));
        }
        return new LayerStatistics(layers);
    }

    private static Moments moments(LogicalTensor tensor, long elements) throws IOException {
        boolean vector = tensor.columns() == 1;
        int count = Math.toIntExact(tensor.rows());
        int most = vector ? count : Math.clamp(elements / Math.max(1, tensor.columns()), FEWEST_ROWS, MOST_ROWS);
        Matrix rows = CanonicalModel.rows(tensor, runs(count, most));
        double[] values = new double[rows.rows() * rows.columns()];
        double[] norms = new double[vector ? 0 : rows.rows()];
        for (int i = 0; i < rows.rows(); i++) {
            double squares = 0;
            for (int j = 0; j < rows.columns(); j++) {
                double value = rows.at(i, j);
                values[i * rows.columns() + j] = value;
                squares += value * value;
            }
            if (!vector) {
                norms[i] = Math.sqrt(squares);
            }
        }
        double deviation = new StandardDeviation().evaluate(values);
        return new Moments(
                new Mean().evaluate(values),
                deviation,
                deviation > 0 ? new Kurtosis().evaluate(values) : Double.NaN,
                Arrays.stream(norms).filter(Double::isFinite).boxed().toList());
    }

    /** Numbers of rows in a few runs at even distances: a matrix that is stored transposed is read once for each run. */
    static int[] runs(int count, int most) {
        if (count <= most) {
            return CanonicalModel.evenly(count, count);
        }
        int length = most / RUNS;
        int[] rows = new int[length * RUNS];
        for (int run = 0; run < RUNS; run++) {
            int first = (int) ((long) run * count / RUNS);
            for (int i = 0; i < length; i++) {
                rows[run * length + i] = first + i;
            }
        }
        return rows;
    }

    /** Numbers of the layers, ascending. */
    List<Integer> layers() {
        return List.copyOf(layers.keySet());
    }

    Optional<Moments> find(int layer, TensorKind kind) {
        return Optional.ofNullable(layers.getOrDefault(layer, Map.of()).get(kind));
    }

    /** Whether every layer has this kind. */
    boolean hasEverywhere(TensorKind kind) {
        return !layers.isEmpty() && layers.values().stream().allMatch(kinds -> kinds.containsKey(kind));
    }
}
