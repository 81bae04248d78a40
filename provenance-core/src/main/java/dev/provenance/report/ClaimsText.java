package dev.provenance.report;

import dev.provenance.ProvenanceReport;
import dev.provenance.behavior.BehaviorComparison;
import dev.provenance.behavior.RecordedBehavior;
import dev.provenance.history.ExaminedHistory;
import dev.provenance.history.HistoryFinding;
import dev.provenance.history.compute.ComputePlausibility;
import dev.provenance.message.Message;
import dev.provenance.safetensors.Printable;
import java.util.List;

/** The sections of a text report about claims that stand apart from the weights. */
final class ClaimsText {

    private static final String APART = " (a claim apart, not evidence on the weights)";

    private ClaimsText() {}

    static void write(ProvenanceReport report, List<String> lines) {
        report.behavior().ifPresent(behavior -> behavior(behavior, lines));
        report.history().ifPresent(history -> history(history, lines));
        report.compute().ifPresent(compute -> compute(compute, lines));
    }

    private static void behavior(RecordedBehavior behavior, List<String> lines) {
        lines.add("");
        for (BehaviorComparison comparison : behavior.comparisons()) {
            TextReport.wrap(
                    "behaviour  " + comparison.finding().outcome() + " of " + Printable.plain(comparison.base())
                            + APART,
                    lines);
        }
        sentences(behavior.sentences(), lines);
        sentences(behavior.anomalies(), lines);
    }

    private static void history(ExaminedHistory history, List<String> lines) {
        lines.add("");
        lines.add("history    " + history.verdict() + APART);
        for (HistoryFinding finding : history.findings()) {
            TextReport.wrap(
                    "  - " + finding.verdict() + ": "
                            + Printable.plain(finding.reason().toString()),
                    lines);
        }
        sentences(history.anomalies(), lines);
    }

    private static void compute(ComputePlausibility compute, List<String> lines) {
        lines.add("");
        lines.add("compute" + APART);
        sentences(compute.sentences(), lines);
    }

    private static void sentences(List<Message> sentences, List<String> lines) {
        sentences.forEach(sentence -> TextReport.wrap("  - " + Printable.plain(sentence.toString()), lines));
    }
}
