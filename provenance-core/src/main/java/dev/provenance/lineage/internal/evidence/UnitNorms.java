package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.TensorKind;
import java.util.List;
import org.apache.commons.math3.special.Gamma;

/**
 * Whether the norms of a layer's units vary by more than those of random numbers. The squared norm of a row of d independent
 * Gaussian numbers has the variance {@code 2·mean²/d}, of other usual initial numbers (uniform, truncated, orthogonal) less,
 * so that over rows {@code Σ(s − mean)²·d/(2·mean²)} is at most χ² with one degree of freedom for each row but one of a
 * tensor. Training makes some units large and others small.
 */
final class UnitNorms {

    private UnitNorms() {}

    /** Whether all layers match, every matrix of their MLPs is the base's, number for number, and they were trained. */
    static boolean areEqualAndTrained(PairResults results, double log10Significance) {
        List<AlignedRows> units = results.rows().stream()
                .filter(rows -> rows.kind().group() == TensorKind.Group.MLP)
                .toList();
        return !units.isEmpty()
                && results.map().matched().size() == results.map().layers().size()
                && units.stream().allMatch(rows -> rows.aligned().relativeL2() == 0)
                && vary(units, log10Significance);
    }

    private static boolean vary(List<AlignedRows> tensors, double log10Significance) {
        double statistic = 0;
        int freedom = 0;
        for (AlignedRows tensor : tensors) {
            int rows = tensor.base().rows();
            double[] squares = new double[rows];
            double mean = 0;
            for (int i = 0; i < rows; i++) {
                for (float number : tensor.base().row(i)) {
                    squares[i] += (double) number * number;
                }
                mean += squares[i] / rows;
            }
            if (mean > 0 && rows > 1) {
                for (double square : squares) {
                    double relative = square / mean - 1;
                    statistic += relative * relative * tensor.base().columns() / 2;
                }
                freedom += rows - 1;
            }
        }
        return freedom > 0 && Math.log10(Gamma.regularizedGammaQ(freedom / 2.0, statistic / 2)) <= log10Significance;
    }
}
