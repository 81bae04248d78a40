package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ProvenanceReport;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.NullModel;
import dev.provenance.message.Message;
import java.util.List;

/** Every test, with what it gives where nothing is shared. */
final class TestsSection implements Section {

    @Override
    public String id() {
        return "tests";
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        html.element("p", label("tests.note", Numbers.log10P(report.policy().log10Significance())));
        table(report.findings(), label("section.tests"), html);
    }

    /** Findings, each beside what it gives where nothing is shared. */
    static void table(List<Finding> findings, Message name, Html html) {
        Table table = Table.open(html, name, "measure", "outcome", "#effect", "#log10p", "#coverage", "null", "reason");
        for (Finding finding : findings) {
            table.row(
                    label("value", finding.measure()),
                    label("value", finding.outcome()),
                    Numbers.three(finding.effect()),
                    Numbers.log10P(finding.log10P()),
                    finding.coverage() == 0 ? Numbers.NOTHING : Numbers.percent(finding.coverage()),
                    nullModel(finding.nullModel()),
                    finding.reason());
        }
        table.close();
    }

    /** What a measure gives where nothing is shared. */
    static Message nullModel(NullModel nullModel) {
        if (Double.isNaN(nullModel.centre())) {
            return nullModel.made();
        }
        return Double.isNaN(nullModel.largest())
                ? label("null.spread", nullModel.centre(), nullModel.spread(), nullModel.made())
                : label(
                        "null.range",
                        nullModel.size(),
                        nullModel.centre(),
                        nullModel.smallest(),
                        nullModel.largest(),
                        nullModel.made());
    }
}
