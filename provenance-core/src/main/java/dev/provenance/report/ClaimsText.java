package dev.provenance.report;

import dev.provenance.ProvenanceReport;
import dev.provenance.behavior.BehaviorComparison;
import dev.provenance.behavior.RecordedBehavior;
import dev.provenance.history.compute.ComputePlausibility;

/** The sections of a text report about claims that stand apart from the weights. */
final class ClaimsText {

    private ClaimsText() {}

    static void write(ProvenanceReport report, Page page) {
        report.behavior().ifPresent(behavior -> behavior(behavior, page));
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

    private static void compute(ComputePlausibility compute, Page page) {
        page.blank();
        page.labelled("compute", page.text("apart"));
        compute.sentences().forEach(page::item);
    }
}
