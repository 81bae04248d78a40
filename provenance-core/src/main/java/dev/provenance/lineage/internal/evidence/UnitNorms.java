package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.statistics.RowEnergies;
import java.util.List;

/**
 * Whether MLPs that are equal were trained: random numbers of one seed are equal too. Training makes some units large and
 * others small, by more than numbers drawn one by one would be ({@link RowEnergies}).
 */
final class UnitNorms {

    private UnitNorms() {}

    /** Whether all layers match, every matrix of their MLPs is the base's, number for number, and most of them were trained. */
    static boolean areEqualAndTrained(PairResults results, VerdictPolicy policy) {
        List<AlignedRows> units = results.rows().stream()
                .filter(rows -> rows.kind().group() == TensorKind.Group.MLP)
                .toList();
        return !units.isEmpty()
                && results.map().matched().size() == results.map().layers().size()
                && units.stream().allMatch(rows -> rows.aligned().relativeL2() == 0)
                && 2
                                * units.stream()
                                        .filter(rows -> excess(rows.base()) > policy.drawnExcess())
                                        .count()
                        > units.size();
    }

    private static double excess(Matrix rows) {
        float[] values = new float[rows.rows() * rows.columns()];
        for (int i = 0; i < rows.rows(); i++) {
            System.arraycopy(rows.row(i), 0, values, i * rows.columns(), rows.columns());
        }
        return RowEnergies.of(values, rows.columns()).excess();
    }
}
