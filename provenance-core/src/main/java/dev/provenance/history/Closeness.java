package dev.provenance.history;

import dev.provenance.architecture.ModelTensors;
import dev.provenance.weights.Sampling;
import dev.provenance.weights.StreamedComparison;
import dev.provenance.weights.TensorComparison;
import dev.provenance.weights.TensorPairing;
import dev.provenance.weights.TensorSimilarity;
import java.io.IOException;
import java.util.List;

/**
 * How close two models are, place by place, over all weight matrices of their layers together. It does not undo disguises.
 *
 * @param centredCosine Pearson's correlation; NaN where they have no such matrices of one shape
 * @param relativeChange {@code ‖a − b‖/‖a‖} of the centred matrices, a the first; NaN where there are none
 * @param equal whether every tensor has a counterpart and equal numbers
 * @param matrices pairs of matrices that it rests on
 */
public record Closeness(double centredCosine, double relativeChange, boolean equal, int matrices) {

    /** A measured closeness, and what measuring it took. */
    record Measured(Closeness closeness, long bytes) {}

    static Measured of(ModelTensors first, ModelTensors second, Sampling sampling, int threads)
            throws IOException, InterruptedException {
        TensorPairing pairing = TensorPairing.byRole(first, second);
        StreamedComparison comparison = StreamedComparison.of(pairing.pairs(), sampling);
        List<TensorComparison> tensors = comparison.run(threads, done -> {});
        double both = 0;
        double ofFirst = 0;
        double ofSecond = 0;
        int matrices = 0;
        for (TensorComparison tensor : tensors) {
            TensorSimilarity similarity = tensor.similarity();
            if (!tensor.role().kind().isLayerMatrix()
                    || !similarity.centredCosine().isDefined()) {
                continue;
            }
            double a = similarity.base().standardDeviation();
            double b = similarity.suspect().standardDeviation();
            both += similarity.centredCosine().value() * a * b * similarity.n();
            ofFirst += a * a * similarity.n();
            ofSecond += b * b * similarity.n();
            matrices++;
        }
        boolean equal = pairing.notCompared().isEmpty()
                && tensors.stream().allMatch(tensor -> tensor.similarity().allEqual());
        return new Measured(
                new Closeness(
                        both / Math.sqrt(ofFirst * ofSecond),
                        Math.sqrt(Math.max(0, ofFirst + ofSecond - 2 * both) / ofFirst),
                        equal,
                        matrices),
                comparison.bytesPlanned());
    }

    /** Whether there was something to compare. */
    public boolean isDefined() {
        return matrices > 0 && Double.isFinite(centredCosine);
    }
}
