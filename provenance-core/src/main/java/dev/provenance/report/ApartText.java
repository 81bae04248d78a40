package dev.provenance.report;

import dev.provenance.ProvenanceReport;
import dev.provenance.behavior.BehaviorComparison;
import dev.provenance.behavior.RecordedBehavior;
import dev.provenance.history.ExaminedHistory;
import dev.provenance.history.HistoryFinding;
import dev.provenance.history.compute.ComputePlausibility;
import dev.provenance.message.Message;

/** The sections of a text report about claims that stand apart from the weights. */
final class ApartText {

    private ApartText() {}

    static void write(ProvenanceReport report, Page page) {
        report.behavior().ifPresent(behavior -> behavior(behavior, page));
        report.history().ifPresent(history -> history(history, page));
        report.compute().ifPresent(compute -> compute(compute, page));
    }

    private static void behavior(RecordedBehavior behavior, Page page) {
        page.blank();
        for (BehaviorComparison comparison : behavior.comparisons()) {
            page.labelled(
                    "behaviour",
                    page.text(
                            "tokenizerApart",
                            page.text("behaviourOf", comparison.finding().outcome(), comparison.base())));
        }
        behavior.sentences().forEach(page::item);
        behavior.anomalies().forEach(page::item);
    }

    private static void history(ExaminedHistory history, Page page) {
        page.blank();
        page.labelled("history", page.text("tokenizerApart", history.verdict()));
        for (HistoryFinding finding : history.findings()) {
            page.item(Message.of("text.historyFinding", finding.verdict(), finding.reason()));
        }
        history.anomalies().forEach(page::item);
    }

    private static void compute(ComputePlausibility compute, Page page) {
        page.blank();
        page.labelled("compute", page.text("apart"));
        compute.sentences().forEach(page::item);
    }
}
