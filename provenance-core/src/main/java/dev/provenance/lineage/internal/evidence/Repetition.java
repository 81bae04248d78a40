package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.MlpUnits;
import dev.provenance.lineage.internal.canonical.MlpUnits.Side;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.statistics.LogProbability;
import dev.provenance.message.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fixed-point test within one model: do two layers, or two experts of a layer, agree unit by unit? Layers that were
 * trained apart do not; copies do, long after. It finds depth-upscaling and upcycling with no base at hand.
 *
 * <p>{@value #UNITS} units a layer, through the direct probe: {@code 256²·512·2} operations for each pair of layers, and
 * 512 KB for each layer.
 *
 * @param layers layers that were held against each other
 * @param experts pairs of experts that were
 * @param repeatedLayers pairs of layers that agree, "2 and 3"
 * @param layersWithCopiedExperts layers whose first two experts agree
 * @param log10P smallest p of all pairs, times their number
 */
record Repetition(int layers, int experts, List<Message> repeatedLayers, int layersWithCopiedExperts, double log10P) {

    private static final int UNITS = 256;

    /** Nothing was held against itself. */
    static final Repetition NONE = new Repetition(0, 0, List.of(), 0, 0);

    Repetition {
        repeatedLayers = List.copyOf(repeatedLayers);
    }

    static Repetition of(CanonicalModel model, double log10Significance, long seed) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        List<Matrix> images = new ArrayList<>();
        double smallest = 0;
        int pairs = 0;
        int expertPairs = 0;
        int copied = 0;
        for (int layer : model.layers()) {
            Optional<MlpUnits> units = model.units(layer);
            if (units.isEmpty()) {
                continue;
            }
            Probe probe =
                    Probe.direct(units.get().width(), units.get().width(), seed).orElseThrow();
            if (units.get().parts() > 1) {
                double log10P = LogProbability.ofFixedPoints(FixedPointTest.fixedPoints(
                        image(units.get().part(0), probe.base()),
                        image(units.get().part(1), probe.base()),
                        seed));
                expertPairs++;
                smallest = Math.min(smallest, log10P);
                copied += log10P <= log10Significance ? 1 : 0;
            } else {
                numbers.add(layer);
                images.add(image(units.get(), probe.base()));
            }
        }
        List<Message> repeated = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            for (int j = i + 1; j < images.size(); j++) {
                if (images.get(i).rows() == images.get(j).rows()
                        && images.get(i).columns() == images.get(j).columns()) {
                    double log10P = LogProbability.ofFixedPoints(
                            FixedPointTest.fixedPoints(images.get(i), images.get(j), seed));
                    pairs++;
                    smallest = Math.min(smallest, log10P);
                    if (log10P <= log10Significance) {
                        repeated.add(Message.of("lineage.pair", numbers.get(i), numbers.get(j)));
                    }
                }
            }
        }
        return new Repetition(
                images.size(),
                expertPairs,
                repeated,
                copied,
                LogProbability.ofBest(smallest, Math.max(1, pairs + expertPairs)));
    }

    /** Sampled units, through the probe; null for the weights themselves. */
    static Matrix image(MlpUnits units, @Nullable Matrix probe) throws IOException {
        int[] sample = CanonicalModel.evenly(units.count(), UNITS);
        return Matrix.beside(
                units.image(Side.FIRST, probe, false, sample), units.image(Side.SECOND, probe, false, sample));
    }
}
