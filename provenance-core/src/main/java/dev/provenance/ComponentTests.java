package dev.provenance;

import dev.provenance.architecture.TensorRole;
import dev.provenance.lineage.BaseConclusion;
import dev.provenance.lineage.Direction;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.SharedTokens;
import dev.provenance.lineage.internal.evidence.PairEvidence;
import dev.provenance.lineage.internal.evidence.PairExamination;
import dev.provenance.lineage.internal.evidence.Settings;
import dev.provenance.lineage.internal.relation.PanelConclusions;
import dev.provenance.lineage.internal.statistics.LogProbability;
import dev.provenance.message.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The evidence of one component of the suspect, and of the same component of every base that has it.
 *
 * @param component which, as in {@link TensorRole}
 * @param evidence by place of the base in the panel
 */
record ComponentTests(String component, SortedMap<Integer, PairEvidence> evidence) {

    /** All components but the text model that have MLPs in the suspect and in some base, by name. */
    static List<ComponentTests> besideText(List<Model> bases, Model suspect, Settings settings)
            throws IOException, InterruptedException {
        List<ComponentTests> all = new ArrayList<>();
        for (String component : suspect.tensors().components()) {
            CanonicalModel examined = canonical(suspect, component);
            if (examined.isText() || !examined.hasUnits()) {
                continue;
            }
            SortedMap<Integer, PairEvidence> evidence = new TreeMap<>();
            for (int i = 0; i < bases.size(); i++) {
                CanonicalModel origin = canonical(bases.get(i), component);
                if (origin.hasUnits()) {
                    evidence.put(i, PairExamination.run(origin, examined, SharedTokens.none(), settings));
                }
            }
            if (!evidence.isEmpty()) {
                all.add(new ComponentTests(component, evidence));
            }
        }
        return all;
    }

    private static CanonicalModel canonical(Model model, String component) {
        return CanonicalModel.of(model.tensors(), model.architecture(), component);
    }

    /** Conclusions of one component by place of the base. */
    record Concluded(String component, SortedMap<Integer, BaseConclusion> conclusions) {}

    /**
     * Conclusions about all components and bases, each p-value corrected for all of them (Holm).
     *
     * @param all the text model's first
     * @param cameFirst places of the bases that the user says are older than the suspect
     */
    static List<Concluded> conclusions(
            List<ComponentTests> all, List<String> bases, VerdictPolicy policy, Set<Integer> cameFirst) {
        double[] log10P = all.stream()
                .flatMap(tests -> tests.evidence().values().stream())
                .mapToDouble(PairEvidence::log10P)
                .toArray();
        Iterator<Double> adjusted = Arrays.stream(LogProbability.holm(log10P)).iterator();
        List<Concluded> concluded = new ArrayList<>();
        for (ComponentTests tests : all) {
            List<Integer> places = List.copyOf(tests.evidence().keySet());
            List<Optional<Message>> told = places.stream()
                    .map(place -> cameFirst.contains(place)
                            ? Optional.of(Message.of("lineage.users-word"))
                            : ofText(concluded, place))
                    .toList();
            List<BaseConclusion> conclusions = PanelConclusions.of(
                    places.stream().map(bases::get).toList(),
                    List.copyOf(tests.evidence().values()),
                    Stream.generate(adjusted::next).limit(places.size()).toList(),
                    policy,
                    told);
            SortedMap<Integer, BaseConclusion> byBase = new TreeMap<>();
            for (int i = 0; i < places.size(); i++) {
                byBase.put(places.get(i), conclusions.get(i));
            }
            concluded.add(new Concluded(tests.component(), byBase));
        }
        return concluded;
    }

    /** Where the text model comes from the base's, what else is the base's does too. */
    private static Optional<Message> ofText(List<Concluded> concluded, int place) {
        return concluded.stream()
                .findFirst()
                .map(text -> text.conclusions().get(place))
                .filter(text ->
                        Judge.related(text.relation()) == Answer.YES && text.direction() == Direction.BASE_FIRST)
                .map(text -> Message.of("lineage.as-text"));
    }
}
