package dev.provenance;

import dev.provenance.architecture.TensorRole;
import dev.provenance.lineage.BaseConclusion;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Relation;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.TokenMatching;
import dev.provenance.lineage.internal.evidence.PairEvidence;
import dev.provenance.lineage.internal.evidence.PairExamination;
import dev.provenance.lineage.internal.evidence.Settings;
import dev.provenance.lineage.internal.exhibit.Exhibits;
import dev.provenance.message.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
        List<ComponentTests> tests = new ArrayList<>();
        tests.add(new ComponentTests(examined.component(), byPlace(evidence)));
        tests.addAll(ComponentTests.besideText(bases, suspect, settings));
        List<ComponentTests.Concluded> concluded = ComponentTests.conclusions(
                tests,
                bases.stream().map(Model::name).toList(),
                settings.policy(),
                cameFirst.stream().map(bases::indexOf).collect(Collectors.toUnmodifiableSet()));
        List<BaseComparison> comparisons = new ArrayList<>();
        for (int i = 0; i < bases.size(); i++) {
            comparisons.add(comparison(i, tests, concluded, obstacles.get(i)));
        }
        return comparisons;
    }

    private static SortedMap<Integer, PairEvidence> byPlace(List<PairEvidence> evidence) {
        SortedMap<Integer, PairEvidence> byPlace = new TreeMap<>();
        evidence.forEach(pair -> byPlace.put(byPlace.size(), pair));
        return byPlace;
    }

    /** @param place of the base in the panel */
    private static BaseComparison comparison(
            int place,
            List<ComponentTests> tests,
            List<ComponentTests.Concluded> concluded,
            Optional<Message> obstacle) {
        List<ComponentConclusion> components = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        Map<String, Duration> times = new LinkedHashMap<>();
        for (int i = 0; i < tests.size(); i++) {
            String component = tests.get(i).component();
            PairEvidence pair = tests.get(i).evidence().get(place);
            if (pair != null) {
                components.add(new ComponentConclusion(
                        component,
                        Objects.requireNonNull(concluded.get(i).conclusions().get(place))));
                findings.addAll(pair.findings());
                String before = component.equals(TensorRole.TEXT) ? "" : component + ": ";
                pair.times().forEach((test, time) -> times.put(before + test, time));
            }
        }
        BaseConclusion conclusion = PartsConclusion.of(components);
        PairEvidence text = Objects.requireNonNull(tests.getFirst().evidence().get(place));
        return new BaseComparison(
                obstacle.map(conclusion::with).orElse(conclusion),
                components.size() == 1 ? List.of() : components,
                findings,
                text.effects(),
                text.matched(),
                times);
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
