package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ComponentVerdict;
import dev.provenance.ProvenanceReport;

/** The verdict part by part: parts of one model may come from different places. */
final class PartsSection implements Section {

    @Override
    public String id() {
        return "parts";
    }

    @Override
    public boolean isIn(ProvenanceReport report) {
        return !report.components().isEmpty();
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        Table table = Table.open(
                html, label("section.parts"), "part", "answer", "relation", "#partshare", "#coverage", "words");
        for (ComponentVerdict part : report.components()) {
            table.row(
                    new Name(part.name().in(html.language())),
                    label("value", part.shared()),
                    label("value", part.relation()),
                    Numbers.percent(part.parameters()),
                    Numbers.percent(part.coverage()),
                    part.sentence());
        }
        table.close();
    }
}
