package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ProvenanceReport;
import dev.provenance.behavior.BehaviorComparison;
import dev.provenance.behavior.RecordedBehavior;

/** What recorded outputs say; apart from the weights. */
final class OutputsSection implements Section {

    @Override
    public String id() {
        return "outputs";
    }

    @Override
    public boolean isIn(ProvenanceReport report) {
        return report.behavior().isPresent();
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        RecordedBehavior behavior = report.behavior().orElseThrow();
        html.element("p", label("outputs.note"));
        Sentences.list(behavior.sentences(), html);
        Table table =
                Table.open(html, label("section.outputs"), "base", "outcome", "#prompts", "#agreement", "#log10p");
        for (BehaviorComparison comparison : behavior.comparisons()) {
            table.row(
                    new Name(comparison.base()),
                    label("value", comparison.finding().outcome()),
                    comparison.prompts(),
                    comparison.agreement(),
                    Numbers.log10P(comparison.finding().log10P()));
        }
        table.close();
        Table recordings = Table.open(html, label("outputs.recordings"), "model", "side", "#tokens", "#texts");
        behavior.recordings()
                .forEach(recording -> recordings.row(
                        new Name(recording.name()),
                        label("value", recording.side()),
                        recording.tokens(),
                        recording.texts()));
        recordings.close();
        Sentences.list(behavior.anomalies(), html);
    }
}
