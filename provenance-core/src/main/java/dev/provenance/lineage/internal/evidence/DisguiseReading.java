package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.Disguise;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.evidence.LayerMap.Entry;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was undone before two related models could be held against each other. */
final class DisguiseReading {

    private final PairResults results;
    private final VerdictPolicy policy;
    private final List<Entry> matched;

    DisguiseReading(PairResults results, VerdictPolicy policy) {
        this.results = results;
        this.policy = policy;
        this.matched = results.map().matched();
    }

    /** @param correlation median centred cosine of aligned weights */
    Set<Disguise> disguises(double correlation) {
        Set<Disguise> found = EnumSet.noneOf(Disguise.class);
        if (matched.isEmpty() || !(correlation >= policy.derivedCorrelation())) {
            return found;
        }
        ResidualBasis.Kind basis = results.basis().map(ResidualBasis::kind).orElse(ResidualBasis.Kind.SAME);
        boolean sameUnits = matched.stream()
                .allMatch(entry ->
                        entry.cell().sizes().baseUnits() == entry.cell().sizes().suspectUnits());
        if (basis == ResidualBasis.Kind.PERMUTED
                || results.rows().stream().anyMatch(AlignedRows::isReorderedAttention)
                || (sameUnits && matched.stream().filter(Entry::isReordered).count() * 2 > matched.size())) {
            found.add(Disguise.PERMUTED);
        }
        if (basis == ResidualBasis.Kind.ROTATED) {
            found.add(Disguise.ROTATED);
        }
        if (results.folded() && results.suspectFolded()) {
            found.add(Disguise.NORMS_FOLDED);
        }
        if (matched.stream().anyMatch(entry -> isRescaled(entry.suspectLayer()))) {
            found.add(Disguise.RESCALED);
        }
        found.addAll(naming());
        return found;
    }

    /** One projection scaled, and the one that undoes it scaled back: the function stays as it is. */
    private boolean isRescaled(int layer) {
        return undo(layer, TensorKind.MLP_UP, TensorKind.MLP_DOWN)
                || undo(layer, TensorKind.ATTENTION_VALUE, TensorKind.ATTENTION_OUTPUT)
                || undo(layer, TensorKind.ATTENTION_QUERY, TensorKind.ATTENTION_KEY);
    }

    private boolean undo(int layer, TensorKind first, TensorKind second) {
        double one = factor(layer, first);
        double other = factor(layer, second);
        return Math.max(one, 1 / one) > policy.factor() && Math.abs(Math.log(one * other)) <= policy.undone();
    }

    /** Best factor of a tensor that is otherwise alike; NaN where there is none. */
    private double factor(int layer, TensorKind kind) {
        return results.rows().stream()
                .filter(row -> row.layer() == layer && row.kind() == kind)
                .map(AlignedRows::aligned)
                .filter(agreement -> agreement.centredCosine() >= policy.partCorrelation())
                .mapToDouble(Agreement::factor)
                .findFirst()
                .orElse(Double.NaN);
    }

    private Set<Disguise> naming() {
        Set<Disguise> found = EnumSet.noneOf(Disguise.class);
        for (Entry entry : matched) {
            for (TensorKind kind : List.of(TensorKind.MLP_UP, TensorKind.ATTENTION_QUERY, TensorKind.MLP_DOWN)) {
                @Nullable
                LogicalTensor ours =
                        results.base().find(entry.baseLayer(), kind).orElse(null);
                @Nullable
                LogicalTensor theirs =
                        results.suspect().find(entry.suspectLayer(), kind).orElse(null);
                if (ours != null && theirs != null) {
                    if (!pattern(ours).equals(pattern(theirs))) {
                        found.add(Disguise.RENAMED);
                    }
                    if (ours.isWhole() != theirs.isWhole()) {
                        found.add(Disguise.FUSED);
                    }
                }
            }
        }
        return found;
    }

    private static String pattern(LogicalTensor tensor) {
        return tensor.stored().name().replaceAll("\\d+", "#");
    }
}
