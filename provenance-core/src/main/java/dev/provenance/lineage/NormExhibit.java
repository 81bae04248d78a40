package dev.provenance.lineage;

import dev.provenance.architecture.TensorKind.Group;
import dev.provenance.message.Message;
import dev.provenance.weights.LayerMatrix;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * The measure on which a public accusation of January 2026 rested: the raw cosine of norm weights. Norm weights start at
 * one and stay positive, so any two models score high; the null, other layers of the same pair, shows it.
 */
public final class NormExhibit {

    private NormExhibit() {}

    /** The exhibit, where both models have norms, not all constant, in at least two layers. */
    public static Optional<Finding> of(List<LayerMatrix> matrices) {
        List<LayerMatrix> norms = matrices.stream()
                .filter(matrix -> matrix.kind().group() == Group.NORM)
                .toList();
        double[] same = norms.stream()
                .flatMapToDouble(matrix -> matrix.rawCosines(true))
                .toArray();
        double[] other = norms.stream()
                .flatMapToDouble(matrix -> matrix.rawCosines(false))
                .toArray();
        double[] centredSame = norms.stream()
                .flatMapToDouble(matrix -> matrix.centredCosines(true))
                .toArray();
        if (centredSame.length == 0 || other.length == 0) {
            return Optional.empty();
        }
        double effect = new Median().evaluate(same);
        NullModel nullModel = NullModel.of(Message.of("lineage.norm-exhibit-null"), other);
        double centred = new Median().evaluate(centredSame);
        return Optional.of(new Finding(
                Claim.EXHIBIT,
                "",
                Measure.NORM_RAW_COSINE,
                Double.NaN,
                effect,
                nullModel,
                OptionalDouble.empty(),
                0,
                Finding.Outcome.NOT_COUNTED,
                Message.of("lineage.norm-exhibit", effect, centred, nullModel.centre())));
    }
}
