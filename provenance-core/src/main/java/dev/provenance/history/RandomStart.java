package dev.provenance.history;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.ModelTensors;
import dev.provenance.architecture.TensorKind.Group;
import dev.provenance.lineage.internal.canonical.FirstRows;
import dev.provenance.lineage.internal.statistics.RowEnergies;
import java.io.IOException;
import java.util.List;

/**
 * Whether weights look as drawn, not trained. Numbers drawn one by one give all rows of a matrix the same energy up to chance,
 * and all columns ({@code RowEnergies}); training does not. Reads about a million elements of a matrix at most.
 *
 * @param norms norm vectors
 * @param constantNorms those whose elements are all equal, as they are before the first step
 * @param matrices weight matrices of layers that were read
 * @param drawn those that look as drawn: excess of rows and columns up to the policy's, kurtosis that of a uniform, truncated
 *     or whole normal distribution
 * @param usualDeviations those whose standard deviation is within 5 % of 0.02 or 0.006, of these over √(2·layers), or of
 *     {@code √(1/in), √(1/3in), √(2/in), √(2/(in + out)), √(2/5in)}
 * @param largestExcess the largest excess of rows or columns
 */
public record RandomStart(
        int norms, int constantNorms, int matrices, int drawn, int usualDeviations, double largestExcess) {

    private static final double LEAST_KURTOSIS = 1.7;
    private static final double MOST_KURTOSIS = 3.6;
    private static final double NEAR = 0.05;

    static RandomStart of(ModelTensors model, HistoryPolicy policy) throws IOException {
        int norms = 0;
        int constant = 0;
        int matrices = 0;
        int drawn = 0;
        int usual = 0;
        double largest = Double.NEGATIVE_INFINITY;
        int layers = model.components().stream()
                .mapToInt(component -> model.layers(component).size())
                .max()
                .orElse(1);
        for (LogicalTensor tensor : model.all().toList()) {
            if (tensor.role().kind().group() == Group.NORM && tensor.rows() > 0) {
                norms++;
                constant += isConstant(tensor) ? 1 : 0;
            } else if (tensor.role().kind().isLayerMatrix() && FirstRows.canBeRead(tensor)) {
                RowEnergies moments = FirstRows.energies(tensor);
                matrices++;
                largest = Math.max(largest, moments.excess());
                drawn += moments.excess() <= policy.mostExcess()
                                && moments.kurtosis() >= LEAST_KURTOSIS
                                && moments.kurtosis() <= MOST_KURTOSIS
                        ? 1
                        : 0;
                usual += isUsual(moments.deviation(), tensor, layers) ? 1 : 0;
            }
        }
        return new RandomStart(norms, constant, matrices, drawn, usual, matrices == 0 ? Double.NaN : largest);
    }

    private static boolean isConstant(LogicalTensor norm) throws IOException {
        float[] values = norm.readRows(0, (int) Math.min(norm.rows(), FirstRows.MOST_ELEMENTS));
        for (float value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUsual(double deviation, LogicalTensor tensor, int layers) {
        double in = tensor.columns();
        double out = tensor.rows();
        double depth = Math.sqrt(2.0 * layers);
        return List.of(
                        0.02,
                        0.006,
                        0.02 / depth,
                        0.006 / depth,
                        Math.sqrt(1 / in),
                        Math.sqrt(1 / (3 * in)),
                        Math.sqrt(2 / in),
                        Math.sqrt(2 / (in + out)),
                        Math.sqrt(2 / (5 * in)))
                .stream()
                .anyMatch(usual -> Math.abs(deviation / usual - 1) <= NEAR);
    }

    /** Share of the matrices that look as drawn; NaN where there are none. */
    public double drawnShare() {
        return matrices == 0 ? Double.NaN : (double) drawn / matrices;
    }
}
