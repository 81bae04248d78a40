package dev.provenance.lineage.evidence;

import dev.provenance.lineage.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many hidden units of one layer of the base and one of the suspect match, by one of the match tests.
 *
 * @param measure which test
 * @param baseLayer number of the base's layer
 * @param suspectLayer number of the suspect's layer
 * @param agreed units whose two matches agree, of the sample that was looked at
 * @param possible how many could
 */
public record MatchedUnits(Measure measure, int baseLayer, int suspectLayer, int agreed, int possible) {

    /** Those that agree among those that could, from 0 to 1. */
    public double share() {
        return possible == 0 ? 0 : Math.min(1, (double) agreed / possible);
    }

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
