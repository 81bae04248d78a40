package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.Circumstance;
import dev.provenance.ProvenanceReport;
import java.util.Locale;

/** What older tables of descent were made of; decides nothing. */
final class CircumstancesSection implements Section {

    @Override
    public String id() {
        return "circumstances";
    }

    @Override
    public boolean isIn(ProvenanceReport report) {
        return !report.circumstances().isEmpty();
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        html.element("p", label("circumstances.note"));
        Table table = Table.open(html, label("section.circumstances"), "value", "base", "suspect", "stars", "#bits");
        for (Circumstance circumstance : report.circumstances()) {
            table.row(
                    circumstance.subject(),
                    new Name(circumstance.base().in(html.language())),
                    new Name(circumstance.suspect().in(html.language())),
                    "*".repeat(circumstance.stars()),
                    Double.isNaN(circumstance.bits())
                            ? Numbers.NOTHING
                            : String.format(Locale.ROOT, "%.1f", circumstance.bits()));
        }
        table.close();
    }
}
