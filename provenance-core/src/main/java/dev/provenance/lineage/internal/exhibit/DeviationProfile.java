package dev.provenance.lineage.internal.exhibit;

import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.NullModel;
import dev.provenance.lineage.internal.exhibit.LayerStatistics.Moments;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * A measure that misleads: the correlation of per-layer standard deviations, on which accusations rested in 2025. The
 * profile over depth is made by the initialisation, the recipe and the residual stream's growth; models that share no
 * weight score 0.63 to 0.93. The null that is shown, profiles of different kinds of tensor in the two models, has the same
 * trend over depth and is high for the same reason.
 */
final class DeviationProfile {

    private static final int FEWEST_LAYERS = 4;

    private DeviationProfile() {}

    static Finding of(LayerStatistics base, LayerStatistics suspect) {
        List<Integer> layers =
                base.layers().stream().filter(suspect.layers()::contains).toList();
        if (layers.size() < FEWEST_LAYERS) {
            return Exhibit.notRun(Measure.LAYER_DEVIATIONS, "exhibit.deviations-not-run", layers.size(), FEWEST_LAYERS);
        }
        List<Double> same = new ArrayList<>();
        List<Double> other = new ArrayList<>();
        for (TensorKind ofBase : LayerStatistics.KINDS) {
            for (TensorKind ofSuspect : LayerStatistics.KINDS) {
                double[] left = profile(base, layers, ofBase);
                double[] right = profile(suspect, layers, ofSuspect);
                if (left.length > 0 && right.length > 0) {
                    double correlation = new PearsonsCorrelation().correlation(left, right);
                    if (Double.isFinite(correlation)) {
                        (ofBase == ofSuspect ? same : other).add(correlation);
                    }
                }
            }
        }
        if (same.isEmpty() || other.isEmpty()) {
            return Exhibit.notRun(Measure.LAYER_DEVIATIONS, "exhibit.deviations-no-kind");
        }
        double correlation = new Median().evaluate(array(same));
        NullModel nullModel = NullModel.of(Message.of("exhibit.deviations-null"), array(other));
        return Exhibit.of(
                Measure.LAYER_DEVIATIONS,
                correlation,
                nullModel,
                Message.of("exhibit.deviations", correlation, nullModel.centre(), nullModel.largest()));
    }

    /** Standard deviations over layers; empty where a layer has none of the kind, or they are not numbers. */
    private static double[] profile(LayerStatistics model, List<Integer> layers, TensorKind kind) {
        double[] profile = layers.stream()
                .map(layer -> model.find(layer, kind).map(Moments::deviation))
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .toArray();
        return profile.length == layers.size() ? profile : new double[0];
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
