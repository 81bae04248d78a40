package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.evidence.LayerMatching.Cell;
import dev.provenance.lineage.internal.statistics.LogProbability;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which layer of the base each layer of the suspect is most like, by the match test on weights and on embeddings.
 *
 * @param layers one entry for each layer of the suspect that could be tested, ascending
 * @param baseLayers numbers of the base's layers
 */
record LayerMap(List<Entry> layers, List<Integer> baseLayers) {

    LayerMap {
        layers = List.copyOf(layers);
        baseLayers = List.copyOf(baseLayers);
    }

    /**
     * The best match of a layer.
     *
     * @param suspectLayer number of the suspect's layer
     * @param baseLayer number of the base's layer
     * @param byEmbeddings whether embeddings told, rather than the weights themselves
     * @param cell the matched units
     * @param log10P of the match, after picking the best of the base's layers
     * @param matched whether it is significant and large enough to be the same layer
     */
    record Entry(int suspectLayer, int baseLayer, boolean byEmbeddings, Cell cell, double log10P, boolean matched) {

        /** Whether most of the units that match have another number; false where numbers differ for lack of units. */
        boolean isReordered() {
            return matched && 2 * cell.inPlace() < cell.agreed();
        }
    }

    static LayerMap of(@Nullable LayerMatching byWeights, @Nullable LayerMatching byEmbeddings, VerdictPolicy policy) {
        LayerMatching any = byWeights != null ? byWeights : byEmbeddings;
        if (any == null) {
            return new LayerMap(List.of(), List.of());
        }
        List<Entry> entries = new ArrayList<>();
        for (int column = 0; column < any.suspectLayers().size(); column++) {
            Entry best = best(byWeights, column, false, policy);
            Entry other = best(byEmbeddings, column, true, policy);
            if (best == null
                    || (other != null && other.matched() && !best.matched())
                    || (other != null
                            && other.matched() == best.matched()
                            && other.cell().share() > best.cell().share() + 0.05)) {
                best = other;
            }
            if (best != null) {
                entries.add(best);
            }
        }
        return new LayerMap(entries, any.baseLayers());
    }

    private static @Nullable Entry best(
            @Nullable LayerMatching matching, int column, boolean byEmbeddings, VerdictPolicy policy) {
        if (matching == null) {
            return null;
        }
        int suspectLayer = matching.suspectLayers().get(column);
        int best = -1;
        for (int row = 0; row < matching.baseLayers().size(); row++) {
            Optional<Cell> cell = matching.cell(row, column);
            if (cell.isPresent() && (best < 0 || isBetter(matching, row, best, column))) {
                best = row;
            }
        }
        if (best < 0) {
            return null;
        }
        Cell cell = matching.cell(best, column).orElseThrow();
        double log10P = LogProbability.ofBest(
                log10P(cell, best == 0 && column == 0, policy),
                matching.baseLayers().size()
                        * (long) Math.max(
                                cell.sizes().suspectParts(), cell.sizes().baseParts()));
        return new Entry(
                suspectLayer,
                matching.baseLayers().get(best),
                byEmbeddings,
                cell,
                log10P,
                cell.share() >= policy.matchShare() && log10P <= policy.log10Significance());
    }

    /** Of equals the one of the suspect's own number. */
    private static boolean isBetter(LayerMatching matching, int row, int best, int column) {
        double share = matching.cell(row, column).orElseThrow().share();
        double before = matching.cell(best, column).orElseThrow().share();
        return share > before
                || (share == before
                        && matching.baseLayers()
                                .get(row)
                                .equals(matching.suspectLayers().get(column)));
    }

    /** Of a cell by itself: a binomial with the policy's rate. */
    static double log10P(Cell cell, boolean first, VerdictPolicy policy) {
        return LogProbability.ofBinomialTail(
                cell.baseUnits().length, first ? policy.firstLayerNullRate() : policy.matchNullRate(), cell.agreed());
    }

    List<Entry> matched() {
        return layers.stream().filter(Entry::matched).toList();
    }

    /** Combined over layers (Fisher). */
    double log10P() {
        return LogProbability.fisher(layers.stream().mapToDouble(Entry::log10P).toArray());
    }

    Set<Integer> origins() {
        return matched().stream().map(Entry::baseLayer).collect(Collectors.toCollection(HashSet::new));
    }

    /** Whether some layer of the base is the origin of two of the suspect's. */
    boolean repeatsLayers() {
        return origins().size() < matched().size();
    }

    /** Whether some layer of the base is the origin of none, while every layer of the suspect has one. */
    boolean dropsLayers() {
        return !layers.isEmpty()
                && matched().size() == layers.size()
                && origins().size() < baseLayers.size();
    }

    /** The layer of the base that a layer matches. */
    Optional<Integer> origin(int suspectLayer) {
        return matched().stream()
                .filter(entry -> entry.suspectLayer() == suspectLayer)
                .map(Entry::baseLayer)
                .findFirst();
    }

    /** The origin of a layer, or the layer of its own number where it has none and the base has that. */
    Optional<Integer> partner(int suspectLayer) {
        Optional<Integer> origin = origin(suspectLayer);
        return origin.isPresent() || !baseLayers.contains(suspectLayer) ? origin : Optional.of(suspectLayer);
    }

    /** For a reader: {@code 0 from 0, 1 from 1, 2 from 1}. */
    List<Message> text() {
        return matched().stream()
                .map(entry -> Message.of("lineage.from", entry.suspectLayer(), entry.baseLayer()))
                .toList();
    }
}
