package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.MatchedUnits;
import dev.provenance.lineage.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The match tests' counts, layer against layer. */
final class MatchCounts {

    private MatchCounts() {}

    /** Every pair of layers that was tested, by test, then by layer of the base, then of the suspect. */
    static List<MatchedUnits> of(PairResults results) {
        List<MatchedUnits> pairs = new ArrayList<>();
        add(Measure.MATCH_BY_WEIGHTS, results.byWeights(), pairs);
        add(Measure.MATCH_BY_EMBEDDINGS, results.byEmbeddings(), pairs);
        add(Measure.HELD_OUT_MATCH, results.heldOut(), pairs);
        return List.copyOf(pairs);
    }

    private static void add(Measure measure, @Nullable LayerMatching matching, List<MatchedUnits> pairs) {
        if (matching == null) {
            return;
        }
        for (int row = 0; row < matching.baseLayers().size(); row++) {
            for (int column = 0; column < matching.suspectLayers().size(); column++) {
                Optional<LayerMatching.Cell> cell = matching.cell(row, column);
                if (cell.isPresent()) {
                    pairs.add(new MatchedUnits(
                            measure,
                            matching.baseLayers().get(row),
                            matching.suspectLayers().get(column),
                            cell.get().agreed(),
                            cell.get().possible()));
                }
            }
        }
    }
}
