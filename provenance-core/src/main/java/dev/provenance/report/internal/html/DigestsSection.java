package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ProvenanceReport;
import dev.provenance.weights.digest.DigestedTensor;
import dev.provenance.weights.digest.EqualTensors;
import dev.provenance.weights.digest.TensorDigests;
import java.util.List;

/** Tensors of equal bytes, whatever their names; where digests were asked for. */
final class DigestsSection implements Section {

    /** Groups and names that a page lists. */
    private static final int MOST = 500;

    @Override
    public String id() {
        return "digests";
    }

    @Override
    public boolean isIn(ProvenanceReport report) {
        return report.digests().isPresent();
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        TensorDigests digests = report.digests().orElseThrow();
        EqualTensors equal = digests.equalTensors();
        html.element(
                "p",
                label(
                        "digests.note",
                        equal.suspectInBase(),
                        digests.suspect().size(),
                        equal.suspectInBaseRenamed(),
                        digests.base().size()));
        if (!equal.groups().isEmpty()) {
            html.open("details")
                    .element("summary", label("digests.show", equal.groups().size()));
            Table table = Table.open(html, label("section.digests"), "base", "suspect", "sha256");
            equal.groups().stream()
                    .limit(MOST)
                    .forEach(group -> table.row(names(group.base()), names(group.suspect()), new Name(group.sha256())));
            table.close();
            if (equal.groups().size() > MOST) {
                html.element("p", label("digests.rest", equal.groups().size() - MOST), "class", "note");
            }
            html.close();
        }
        if (!equal.leftOut().isEmpty()) {
            Table table = Table.open(html, label("digests.leftout"), "leftout", "#base", "#suspect");
            equal.leftOut().forEach(left -> table.row(left.reason(), left.base(), left.suspect()));
            table.close();
        }
    }

    private static Name names(List<DigestedTensor> tensors) {
        return new Name(
                tensors.isEmpty()
                        ? Numbers.NOTHING
                        : String.join(
                                ", ",
                                tensors.stream()
                                        .map(tensor -> tensor.name() + " (" + tensor.file() + ")")
                                        .toList()));
    }
}
