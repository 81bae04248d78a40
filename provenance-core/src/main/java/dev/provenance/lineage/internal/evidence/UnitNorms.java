package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.statistics.RowEnergies;
import java.util.List;

/**
 * Whether MLPs that are equal were trained: random numbers of one seed are equal too. Training makes some units large and
 * others small, by more than numbers drawn one by one would be ({@link RowEnergies}). Looks at the units that were matched, up
 * to 256 of a layer, and at the energies of up to 16 of them.
 */
final class UnitNorms {

    private UnitNorms() {}

    /** Whether all layers match, all units that were looked at are the base's, number for number, and most matrices were trained. */
    static boolean areEqualAndTrained(PairResults results, VerdictPolicy policy) {
        List<AlignedRows> units = results.rows().stream()
                .filter(rows -> rows.kind().group() == TensorKind.Group.MLP)
                .toList();
        return !units.isEmpty()
                && results.map().matched().size() == results.map().layers().size()
                && results.map().matched().stream()
                        .allMatch(entry -> entry.cell().allAgree())
                && units.stream().allMatch(rows -> rows.aligned().relativeL2() == 0)
                && 2
                                * units.stream()
                                        .filter(rows ->
                                                RowEnergies.of(rows.base()).excess() > policy.drawnExcess())
                                        .count()
                        > units.size();
    }
}
