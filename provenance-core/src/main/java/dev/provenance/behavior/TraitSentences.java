package dev.provenance.behavior;

import dev.provenance.message.Message;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** What traits of the suspect and of bases have in common that no control has. None of it is counted. */
final class TraitSentences {

    private static final int MOST_WORDINGS = 3;
    private static final int LONGEST_WORDING = 120;

    private final Recordings recordings;
    private final List<BehaviorTraits> traits;

    TraitSentences(Recordings recordings, List<BehaviorTraits> traits) {
        this.recordings = recordings;
        this.traits = traits;
    }

    List<Message> all() {
        BehaviorTraits suspect = traits.getFirst();
        List<Message> sentences = new ArrayList<>();
        identity(suspect).ifPresent(sentences::add);
        cutoff(suspect).ifPresent(sentences::add);
        for (BehaviorTraits base : traits.subList(1, 1 + recordings.bases().size())) {
            List<BehaviorTraits> rivals = traits.subList(1, traits.size()).stream()
                    .filter(rival -> !rival.equals(base))
                    .toList();
            refusals(suspect, base, rivals).ifPresent(sentences::add);
            names(suspect, base, rivals).ifPresent(sentences::add);
            cutoffs(suspect, base).ifPresent(sentences::add);
        }
        return sentences;
    }

    private static Optional<Message> identity(BehaviorTraits suspect) {
        return suspect.identity().identifiesAs().isEmpty()
                ? Optional.empty()
                : Optional.of(Message.of(
                        "behavior.identifies",
                        counts(suspect.identity().identifiesAs()),
                        suspect.identity().texts()));
    }

    private static List<Object> counts(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> (Object) Message.of("behavior.count", entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Optional<Message> names(BehaviorTraits suspect, BehaviorTraits base, List<BehaviorTraits> rivals) {
        Set<String> shared = sharedBeyond(
                suspect, base, rivals, model -> model.identity().mentions().keySet());
        return shared.isEmpty()
                ? Optional.empty()
                : Optional.of(Message.of("behavior.names-shared", base.model(), List.copyOf(shared)));
    }

    private static Optional<Message> refusals(
            BehaviorTraits suspect, BehaviorTraits base, List<BehaviorTraits> rivals) {
        if (suspect.refusals().texts() == 0 || base.refusals().texts() == 0) {
            return Optional.empty();
        }
        Set<String> shared = sharedBeyond(
                suspect, base, rivals, model -> model.refusals().wordings().keySet());
        List<Object> shown = shared.stream()
                .limit(MOST_WORDINGS)
                .map(wording -> (Object)
                        (wording.length() <= LONGEST_WORDING
                                ? wording
                                : wording.substring(0, LONGEST_WORDING - 1) + "…"))
                .toList();
        Message rates = Message.of(
                "behavior.refusals",
                base.model(),
                100 * suspect.refusals().rate(),
                suspect.refusals().texts(),
                100 * base.refusals().rate(),
                base.refusals().texts());
        return Optional.of(
                shown.isEmpty() ? rates : Message.of("behavior.refusals-shared", rates, shared.size(), shown));
    }

    private static Set<String> sharedBeyond(
            BehaviorTraits suspect,
            BehaviorTraits base,
            List<BehaviorTraits> rivals,
            Function<BehaviorTraits, Set<String>> of) {
        Set<String> shared = new TreeSet<>(of.apply(suspect));
        shared.retainAll(of.apply(base));
        Set<String> known = new HashSet<>();
        rivals.forEach(rival -> known.addAll(of.apply(rival)));
        shared.removeAll(known);
        return shared;
    }

    private static Optional<Message> cutoff(BehaviorTraits suspect) {
        Cutoff cutoff = suspect.cutoff();
        if (cutoff.questions() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                cutoff.isFound()
                        ? Message.of(
                                "behavior.cutoff",
                                cutoff.questions(),
                                day(cutoff.firstUnknown()),
                                day(cutoff.earliest()),
                                day(cutoff.latest()),
                                100 * cutoff.rateBefore(),
                                100 * cutoff.rateAfter())
                        : Message.of("behavior.no-cutoff", cutoff.questions(), cutoff.right()));
    }

    private static Optional<Message> cutoffs(BehaviorTraits suspect, BehaviorTraits base) {
        if (Stream.of(suspect, base).anyMatch(model -> !model.cutoff().isFound())) {
            return Optional.empty();
        }
        Cutoff ours = suspect.cutoff();
        Cutoff theirs = base.cutoff();
        boolean apart = ours.earliest().orElseThrow().isAfter(theirs.latest().orElseThrow())
                || theirs.earliest().orElseThrow().isAfter(ours.latest().orElseThrow());
        return Optional.of(Message.of(
                apart ? "behavior.cutoffs-differ" : "behavior.cutoffs-overlap",
                base.model(),
                day(theirs.earliest()),
                day(theirs.latest())));
    }

    private static String day(Optional<LocalDate> date) {
        return date.orElseThrow().toString();
    }
}
