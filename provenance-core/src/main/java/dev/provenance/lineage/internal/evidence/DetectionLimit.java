package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.MlpUnits;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.statistics.LogProbability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a run that found nothing would have found: the base's units are mixed into the suspect's, ρ of each unit's norm, and
 * the fixed-point test is run again, for ever larger ρ. At most {@value #LAYERS} layers of {@value #UNITS} units: less than
 * the run itself sees, so the limit is an upper one.
 *
 * <p>Reads {@code 3·256·d} numbers of each of these layers, and down whole; holds them. {@code 2·256²·3d} operations for each
 * layer and ρ.
 *
 * @param layers layers that were mixed
 * @param share the smallest ρ that was found; empty if none was
 */
record DetectionLimit(int layers, OptionalDouble share) {

    private static final int LAYERS = 4;
    private static final int UNITS = 256;
    private static final double[] SHARES = {0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 1};

    private record Layer(Matrix base, Matrix suspect) {}

    /** Empty where no layer of the suspect has as many units of the same width as the base's layer of its number. */
    static Optional<DetectionLimit> of(CanonicalModel base, CanonicalModel suspect, Settings settings)
            throws IOException {
        List<Layer> layers = new ArrayList<>();
        for (int layer : suspect.layers()) {
            Optional<MlpUnits> ofBase = base.layers().contains(layer) ? base.units(layer) : Optional.empty();
            Optional<MlpUnits> ofSuspect = suspect.units(layer);
            if (layers.size() < LAYERS
                    && ofBase.isPresent()
                    && ofSuspect.isPresent()
                    && FixedPointTest.comparable(ofBase.get(), ofSuspect.get())) {
                int[] units = CanonicalModel.evenly(ofBase.get().count(), UNITS);
                boolean biases = ofBase.get().hasBiases() && ofSuspect.get().hasBiases();
                layers.add(new Layer(
                        ofBase.get().weights(units, biases).normaliseRows(),
                        ofSuspect.get().weights(units, biases).normaliseRows()));
            }
        }
        if (layers.isEmpty()) {
            return Optional.empty();
        }
        for (double share : SHARES) {
            double[] log10P = layers.stream()
                    .mapToDouble(layer -> LogProbability.ofFixedPoints(
                            FixedPointTest.fixedPoints(layer.base(), mixed(layer, share), settings.seed())))
                    .toArray();
            if (LogProbability.fisher(log10P) <= settings.policy().log10Significance()) {
                return Optional.of(new DetectionLimit(layers.size(), OptionalDouble.of(share)));
            }
        }
        return Optional.of(new DetectionLimit(layers.size(), OptionalDouble.empty()));
    }

    private static Matrix mixed(Layer layer, double share) {
        Matrix mixed = layer.suspect().copy();
        for (int i = 0; i < mixed.rows(); i++) {
            float[] row = mixed.row(i);
            float[] added = layer.base().row(i);
            for (int j = 0; j < row.length; j++) {
                row[j] += (float) (share * added[j]);
            }
        }
        return mixed;
    }
}
