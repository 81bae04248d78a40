package dev.provenance.architecture.match;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.ComponentSpec;
import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.match.Comparability.Degree;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Sentences on what two configurations leave possible. */
final class Remarks {

    private final ComponentSpec base;
    private final ComponentSpec suspect;
    private final List<KindMatch> kinds;
    private final List<Message> remarks = new ArrayList<>();

    private Remarks(ComponentSpec base, ComponentSpec suspect, List<KindMatch> kinds) {
        this.base = base;
        this.suspect = suspect;
        this.kinds = kinds;
    }

    static List<Message> on(ComponentSpec base, ComponentSpec suspect, List<KindMatch> kinds) {
        Remarks remarks = new Remarks(base, suspect, kinds);
        remarks.addAll();
        return remarks.remarks;
    }

    private void addAll() {
        comparable();
        layers();
        experts();
        vocabulary();
    }

    private void comparable() {
        for (Degree degree : Degree.values()) {
            // What is split or stacked is known from the tensors, not from configurations.
            List<Message> members = kinds(degree);
            if (!members.isEmpty()) {
                remarks.add(Message.of("architecture.comparable" + degree.name(), members));
            }
        }
    }

    private List<Message> kinds(Degree degree) {
        return kinds.stream()
                .filter(match -> match.comparability().degree() == degree)
                .map(match -> match.suspectKind() == match.kind()
                        ? Message.of("architecture.kind", match.kind())
                        : Message.of("architecture.kindWith", match.kind(), match.suspectKind()))
                .toList();
    }

    private void layers() {
        OptionalLong ours = base.count(ArchitectureField.LAYERS);
        OptionalLong theirs = suspect.count(ArchitectureField.LAYERS);
        if (ours.isEmpty() || theirs.isEmpty() || ours.equals(theirs)) {
            return;
        }
        boolean bodiesFit = kinds.stream()
                .filter(match -> match.kind().isLayerMatrix())
                .allMatch(match -> match.comparability().degree() == Degree.SAME_SHAPE);
        String key = !bodiesFit ? "layersToMap" : theirs.getAsLong() > ours.getAsLong() ? "moreLayers" : "fewerLayers";
        remarks.add(Message.of("architecture." + key, theirs.getAsLong(), ours.getAsLong()));
    }

    private void experts() {
        boolean ours = base.count(ArchitectureField.EXPERTS).isPresent();
        boolean theirs = suspect.count(ArchitectureField.EXPERTS).isPresent();
        Optional<KindMatch> gate = kinds.stream()
                .filter(match -> match.kind() == TensorKind.MLP_GATE && match.suspectKind() == TensorKind.EXPERT_GATE)
                .findFirst();
        if (!ours && theirs && gate.isPresent()) {
            remarks.add(
                    switch (gate.get().comparability().degree()) {
                        case SAME_SHAPE -> Message.of("architecture.expertsOfMlpShape");
                        case PART -> Message.of("architecture.expertsAsSlices");
                        default -> Message.of("architecture.expertsOfOtherSizes");
                    });
        }
    }

    private void vocabulary() {
        OptionalLong ours = base.count(ArchitectureField.VOCABULARY);
        OptionalLong theirs = suspect.count(ArchitectureField.VOCABULARY);
        if (ours.isPresent() && theirs.isPresent() && !ours.equals(theirs)) {
            remarks.add(Message.of("architecture.vocabularies", theirs.getAsLong(), ours.getAsLong()));
        }
    }
}
