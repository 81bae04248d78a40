package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.BaseComparison;
import dev.provenance.ProvenanceReport;
import dev.provenance.lineage.BaseConclusion;
import dev.provenance.message.Message;

/** What was found about each base of a panel; of a single base the first screen says it. */
final class PanelSection implements Section {

    @Override
    public String id() {
        return "panel";
    }

    @Override
    public boolean isIn(ProvenanceReport report) {
        return report.comparisons().size() > 1;
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        html.element("p", label("panel.note", new Name(report.verdict().base()).shown()));
        Table table = Table.open(
                html,
                label("section.panel"),
                "base",
                "relation",
                "further",
                "direction",
                "#log10p",
                "#adjusted",
                "#change",
                "#limit");
        for (BaseComparison comparison : report.comparisons()) {
            BaseConclusion conclusion = comparison.conclusion();
            table.row(
                    new Name(conclusion.base()),
                    conclusion.relation(),
                    label("value", conclusion.further()),
                    conclusion.direction(),
                    Numbers.log10P(conclusion.log10P()),
                    Numbers.log10P(conclusion.adjustedLog10P()),
                    Numbers.three(conclusion.change()),
                    conclusion.detectionLimit());
        }
        table.close();
        for (BaseComparison comparison : report.comparisons()) {
            String name = comparison.conclusion().base();
            if (!name.equals(report.verdict().base())) {
                Message title = label("panel.tests", new Name(name).shown());
                html.open("details").element("summary", title);
                Sentences.list(comparison.conclusion().reasons(), html);
                TestsSection.table(comparison.findings(), title, html);
                html.close();
            }
        }
    }
}
