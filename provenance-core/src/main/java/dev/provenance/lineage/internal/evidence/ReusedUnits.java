package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import java.io.IOException;
import java.util.List;

/**
 * Whether the MLPs are the base's, trained and unchanged: random numbers of one seed are equal too. That they are equal is seen
 * on the units that were matched, up to 256 of a layer; that they were trained by {@link TrainingSigns} of their matrices.
 */
final class ReusedUnits {

    private ReusedUnits() {}

    static boolean are(CanonicalModel suspect, LayerMap map, List<AlignedRows> rows, VerdictPolicy policy)
            throws IOException {
        return areEqual(map, rows)
                && TrainingSigns.areMostlyUneven(
                        suspect.layerMatrices().filter(ReusedUnits::isOfMlp).toList(), policy);
    }

    private static boolean areEqual(LayerMap map, List<AlignedRows> rows) {
        List<AlignedRows> units = rows.stream()
                .filter(each -> each.kind().group() == TensorKind.Group.MLP)
                .toList();
        return !units.isEmpty()
                && map.matched().size() == map.layers().size()
                && map.matched().stream().allMatch(entry -> entry.cell().allAgree())
                && units.stream().allMatch(each -> each.aligned().relativeL2() == 0);
    }

    private static boolean isOfMlp(LogicalTensor tensor) {
        return tensor.role().kind().group() == TensorKind.Group.MLP;
    }
}
