package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ProvenanceReport;
import dev.provenance.history.compute.ComputeCheck;
import dev.provenance.history.compute.ComputePlausibility;

/** Whether the declared training can be; apart from the weights. */
final class ComputeSection implements Section {

    @Override
    public String id() {
        return "compute";
    }

    @Override
    public boolean isIn(ProvenanceReport report) {
        return report.compute().isPresent();
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        ComputePlausibility compute = report.compute().orElseThrow();
        html.element("p", label("compute.note"));
        Sentences.list(compute.sentences(), html);
        Table table = Table.open(html, label("section.compute"), "quantity", "outcome", "reason");
        for (ComputeCheck check : compute.checks()) {
            table.row(label("value", check.quantity()), label("value", check.outcome()), check.reason());
        }
        table.close();
    }
}
