package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ProvenanceReport;
import dev.provenance.history.ExaminedHistory;

/** What checkpoints and a log of the training show; apart from the weights. */
final class HistorySection implements Section {

    @Override
    public String id() {
        return "history";
    }

    @Override
    public boolean isIn(ProvenanceReport report) {
        return report.history().isPresent();
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        ExaminedHistory history = report.history().orElseThrow();
        html.element("p", label("history.note"));
        Table table = Table.open(html, label("section.history"), "value", "outcome", "#measured", "words");
        history.findings()
                .forEach(finding -> table.row(
                        label("value", finding.kind()),
                        label("value", finding.verdict()),
                        finding.value(),
                        finding.reason()));
        table.close();
        Sentences.list(history.anomalies(), html);
    }
}
