package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.evidence.LayerMap.Entry;
import dev.provenance.lineage.internal.evidence.LayerMatching.Cell;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs in the weights of which model is the later one. */
final class DirectionSigns {

    /**
     * How the models' weights lie to each other.
     *
     * @param forward median slope of the suspect's weights on the base's
     * @param backward of the base's on the suspect's
     * @param rescaled whether projections were scaled against each other, which makes slopes say nothing
     * @param adapterShift how far the base is along the adapter; NaN without one
     */
    record Slopes(double forward, double backward, boolean rescaled, double adapterShift) {}

    private final PairResults results;
    private final VerdictPolicy policy;
    private final List<Entry> matched;

    DirectionSigns(PairResults results, VerdictPolicy policy) {
        this.results = results;
        this.policy = policy;
        this.matched = results.map().matched();
    }

    boolean dropsUnits() {
        return matched.stream()
                .map(entry -> entry.cell().sizes())
                .anyMatch(sizes -> sizes.baseUnits() > sizes.suspectUnits() && sizes.baseParts() == 1);
    }

    boolean addsUnits() {
        return matched.stream()
                .map(entry -> entry.cell().sizes())
                .anyMatch(sizes -> sizes.baseUnits() < sizes.suspectUnits() && sizes.suspectParts() == 1);
    }

    List<Message> suspectIsLater(Slopes slopes) {
        List<Message> signs = new ArrayList<>();
        if (matched.isEmpty()) {
            return signs;
        }
        if (results.map().repeatsLayers()) {
            signs.add(Message.of("lineage.later-layer-twice"));
        }
        if (results.map().dropsLayers()) {
            signs.add(Message.of("lineage.later-fewer-layers"));
        }
        if (dropsUnits()) {
            signs.add(Message.of("lineage.later-fewer-units"));
        }
        if (matched.stream().anyMatch(entry -> entry.cell().parts() > 1)) {
            signs.add(Message.of("lineage.later-experts"));
        }
        if (results.tokens().isExtended()) {
            signs.add(Message.of("lineage.later-tokens"));
        }
        if (results.gridBits() > 0) {
            signs.add(Message.of("lineage.later-grid", results.gridBits()));
        }
        if (slopes.forward() >= policy.keptSlope() && slopes.backward() < policy.lostSlope() && !slopes.rescaled()) {
            signs.add(Message.of("lineage.later-slopes", slopes.forward(), slopes.backward()));
        }
        if (slopes.adapterShift() < policy.adapterShift()) {
            signs.add(Message.of("lineage.later-adapter", slopes.adapterShift()));
        }
        return signs;
    }

    List<Message> baseIsLater(Slopes slopes) {
        List<Message> signs = new ArrayList<>();
        if (matched.isEmpty()) {
            return signs;
        }
        if (baseRepeats()) {
            signs.add(Message.of("lineage.earlier-layer-twice"));
        }
        if (addsUnits()) {
            signs.add(Message.of("lineage.earlier-fewer-units"));
        }
        if (hasLayersThatTheBaseLacks()) {
            signs.add(Message.of("lineage.earlier-fewer-layers"));
        }
        if (expertsOfBase()) {
            signs.add(Message.of("lineage.earlier-experts"));
        }
        if (results.tokens().isReduced()) {
            signs.add(Message.of("lineage.earlier-tokens"));
        }
        if (slopes.backward() >= policy.keptSlope() && slopes.forward() < policy.lostSlope() && !slopes.rescaled()) {
            signs.add(Message.of("lineage.earlier-slopes", slopes.backward(), slopes.forward()));
        }
        if (slopes.adapterShift() > 1 - policy.adapterShift()) {
            signs.add(Message.of("lineage.earlier-adapter", slopes.adapterShift()));
        }
        return signs;
    }

    private boolean hasLayersThatTheBaseLacks() {
        return matched.size() < results.map().layers().size()
                && results.map().origins().size() == results.map().baseLayers().size();
    }

    private boolean expertsOfBase() {
        return matched.stream()
                .anyMatch(entry -> entry.cell().sizes().baseParts() > 1
                        && entry.cell().sizes().suspectParts() == 1);
    }

    /** Whether two layers of the base match one of the suspect. */
    private boolean baseRepeats() {
        if (results.map().baseLayers().size() <= results.map().layers().size()) {
            return false;
        }
        for (LayerMatching matching : new @Nullable LayerMatching[] {results.byWeights(), results.byEmbeddings()}) {
            if (matching == null) {
                continue;
            }
            for (int column = 0; column < matching.suspectLayers().size(); column++) {
                int alike = 0;
                for (int row = 0; row < matching.baseLayers().size(); row++) {
                    Optional<Cell> cell = matching.cell(row, column);
                    if (cell.isPresent() && cell.get().share() >= policy.matchShare()) {
                        alike++;
                    }
                }
                if (alike > 1) {
                    return true;
                }
            }
        }
        return false;
    }
}
