package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ClaimAnswer;
import dev.provenance.ClaimAnswer.Evidence;
import dev.provenance.ProvenanceReport;
import dev.provenance.lineage.Finding;
import java.util.List;

/** Each claim by itself, with the evidence on every side of it: none is evidence for another. */
final class ClaimsSection implements Section {

    @Override
    public String id() {
        return "claims";
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        html.element("p", label("claims.apart"));
        Table table = Table.open(
                html,
                label("section.claims"),
                "claim",
                "answer",
                "#log10p",
                "#coverage",
                "#for",
                "#undecided",
                "#against",
                "words");
        List<ClaimAnswer> claims = report.claims();
        for (ClaimAnswer claim : claims) {
            table.row(
                    label("value", claim.claim()),
                    label("value", claim.answer()),
                    Numbers.log10P(claim.log10P()),
                    Numbers.percent(claim.coverage()),
                    claim.supporting().size(),
                    claim.undecided().size(),
                    claim.opposing().size(),
                    claim.isConflicting() ? label("claims.conflicting", claim.sentence()) : claim.sentence());
        }
        table.close();
        html.open("details").element("summary", label("claims.evidence"));
        for (ClaimAnswer claim : claims) {
            html.element("h3", label("value", claim.claim()));
            evidence("column.for", claim.supporting(), html);
            evidence("column.undecided", claim.undecided(), html);
            evidence("column.against", claim.opposing(), html);
        }
        html.close();
    }

    private static void evidence(String side, Evidence evidence, Html html) {
        if (!evidence.isEmpty()) {
            html.element("p", label(side), "class", "note").open("ul");
            evidence.findings().stream().map(Finding::reason).forEach(reason -> html.element("li", reason));
            evidence.signs().forEach(sign -> html.element("li", sign));
            html.close();
        }
    }
}
