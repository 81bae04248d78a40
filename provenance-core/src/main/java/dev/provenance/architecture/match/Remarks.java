package dev.provenance.architecture.match;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.ComponentSpec;
import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.match.Comparability.Degree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Sentences on what two configurations leave possible. */
final class Remarks {

    private final ComponentSpec base;
    private final ComponentSpec suspect;
    private final List<KindMatch> kinds;
    private final List<String> remarks = new ArrayList<>();

    private Remarks(ComponentSpec base, ComponentSpec suspect, List<KindMatch> kinds) {
        this.base = base;
        this.suspect = suspect;
        this.kinds = kinds;
    }

    static List<String> on(ComponentSpec base, ComponentSpec suspect, List<KindMatch> kinds) {
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
        String same = kinds(Degree.SAME_SHAPE);
        if (!same.isEmpty()) {
            remarks.add("Comparable element by element, layer against layer: " + same + ".");
        }
        String rows = kinds(Degree.ROWS);
        if (!rows.isEmpty()) {
            remarks.add("Comparable by rows or columns (tokens, heads, experts): " + rows + ".");
        }
        String parts = kinds(Degree.PART);
        if (!parts.isEmpty()) {
            remarks.add("One may be a part of the other: " + parts + ".");
        }
        String invariants = kinds(Degree.INVARIANTS);
        if (!invariants.isEmpty()) {
            remarks.add("Comparable by invariants only: " + invariants + ".");
        }
        String none = kinds(Degree.NONE);
        if (!none.isEmpty()) {
            remarks.add("Without a counterpart: " + none + ".");
        }
    }

    private String kinds(Degree degree) {
        return kinds.stream()
                .filter(match -> match.comparability().degree() == degree)
                .map(match -> match.kind()
                        + (match.suspectKind() == match.kind() ? "" : " with the suspect's " + match.suspectKind()))
                .collect(Collectors.joining(", "));
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
        String counts = theirs.getAsLong() + " layers against the base's " + ours.getAsLong() + ": ";
        if (!bodiesFit) {
            remarks.add(counts + "layers have to be mapped before comparing.");
        } else if (theirs.getAsLong() > ours.getAsLong()) {
            remarks.add(counts + "all layer matrices have one shape, depth-upscaling is possible.");
        } else {
            remarks.add(counts + "all layer matrices have one shape, dropped layers are possible.");
        }
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
                        case SAME_SHAPE ->
                            "The suspect's experts have the shape of the base's MLPs: copying MLPs into experts is"
                                    + " possible.";
                        case PART -> "The suspect's experts may be slices of the base's MLPs.";
                        default -> "The suspect has experts, the base MLPs of other sizes.";
                    });
        }
    }

    private void vocabulary() {
        OptionalLong ours = base.count(ArchitectureField.VOCABULARY);
        OptionalLong theirs = suspect.count(ArchitectureField.VOCABULARY);
        if (ours.isPresent() && theirs.isPresent() && !ours.equals(theirs)) {
            remarks.add("Vocabularies of " + theirs.getAsLong() + " and " + ours.getAsLong()
                    + " rows: embeddings are compared by the tokens that both tokenizers have.");
        }
    }
}
