package dev.provenance;

import dev.provenance.lineage.BaseConclusion;
import dev.provenance.lineage.Relation;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.TokenMatching;
import dev.provenance.lineage.internal.evidence.PairEvidence;
import dev.provenance.lineage.internal.evidence.PairExamination;
import dev.provenance.lineage.internal.evidence.Settings;
import dev.provenance.lineage.internal.exhibit.Exhibits;
import dev.provenance.lineage.internal.relation.PanelConclusions;
import dev.provenance.message.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tests of shared weights, on all bases of a panel. */
final class LineageRun {

    private LineageRun() {}

    /** One comparison for each base, in order. */
    static List<BaseComparison> of(List<Model> bases, Model suspect, Settings settings, Set<Model> cameFirst)
            throws IOException, InterruptedException {
        CanonicalModel examined = canonical(suspect);
        List<PairEvidence> evidence = new ArrayList<>();
        List<Optional<Message>> obstacles = new ArrayList<>();
        for (Model base : bases) {
            CanonicalModel origin = canonical(base);
            TokenMatching tokens = TokenMatching.of(side(base, origin), side(suspect, examined));
            evidence.add(PairExamination.run(origin, examined, tokens.shared(), settings));
            obstacles.add(tokens.obstacle());
        }
        List<BaseConclusion> conclusions = PanelConclusions.of(
                bases.stream().map(Model::name).toList(),
                evidence,
                settings.policy(),
                cameFirst.stream().map(bases::indexOf).collect(Collectors.toUnmodifiableSet()));
        List<BaseComparison> comparisons = new ArrayList<>();
        for (int i = 0; i < bases.size(); i++) {
            PairEvidence pair = evidence.get(i);
            comparisons.add(new BaseComparison(
                    conclusion(conclusions.get(i), obstacles.get(i)),
                    pair.findings(),
                    pair.effects(),
                    pair.matched(),
                    pair.times()));
        }
        return comparisons;
    }

    /** What is shown beside the tests of one base. */
    static Exhibits exhibits(Model base, Model suspect, Settings settings) throws IOException, InterruptedException {
        CanonicalModel origin = canonical(base);
        CanonicalModel examined = canonical(suspect);
        return Exhibits.of(
                origin,
                examined,
                TokenMatching.of(side(base, origin), side(suspect, examined)).shared(),
                settings);
    }

    private static TokenMatching.Side side(Model model, CanonicalModel tensors) {
        return new TokenMatching.Side(model.name(), tensors, model::tokenizer);
    }

    private static CanonicalModel canonical(Model model) {
        return CanonicalModel.of(model.tensors(), model.architecture());
    }

    private static BaseConclusion conclusion(BaseConclusion conclusion, Optional<Message> obstacle) {
        return obstacle.map(conclusion::with).orElse(conclusion);
    }

    /** Index of the base that the suspect is nearest to: related before unrelated, a parent before a sibling, then by size. */
    static int nearest(List<BaseComparison> comparisons) {
        int nearest = 0;
        for (int i = 1; i < comparisons.size(); i++) {
            if (isNearer(
                    comparisons.get(i).conclusion(), comparisons.get(nearest).conclusion())) {
                nearest = i;
            }
        }
        return nearest;
    }

    private static boolean isNearer(BaseConclusion one, BaseConclusion other) {
        int first = rank(one.relation());
        int second = rank(other.relation());
        if (first != second) {
            return first < second;
        }
        double change = Double.isNaN(one.change()) ? Double.POSITIVE_INFINITY : one.change();
        double otherChange = Double.isNaN(other.change()) ? Double.POSITIVE_INFINITY : other.change();
        return change < otherChange || (change == otherChange && one.adjustedLog10P() < other.adjustedLog10P());
    }

    private static int rank(Relation relation) {
        return switch (relation) {
            case IDENTICAL, REFORMATTED -> 0;
            case QUANTIZED,
                    ADAPTER_MERGED,
                    FINE_TUNED,
                    CONTINUED_PRETRAINING,
                    VOCABULARY_EXTENDED,
                    TOKENIZER_REPLACED,
                    DEPTH_UPSCALED,
                    PRUNED,
                    UPCYCLED,
                    MERGED -> 1;
            case COMMON_ORIGIN -> 2;
            case PARTS_REUSED -> 3;
            case INCONCLUSIVE -> 4;
            case SHARED_INITIALISATION -> 5;
            case NO_SHARED_WEIGHTS_FOUND -> 6;
            case NOT_COMPARABLE -> 7;
        };
    }
}
