package dev.provenance.report.html;

import static dev.provenance.report.html.Html.label;

import dev.provenance.ProvenanceReport;
import dev.provenance.Verdict;
import dev.provenance.message.Message;

/** Each claim by itself: none is evidence for another. */
final class ClaimsSection implements Section {

    @Override
    public String id() {
        return "claims";
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        Verdict verdict = report.verdict();
        html.element("p", label("claims.apart"));
        Table.open(html, label("section.claims"), "claim", "answer", "#log10p", "#coverage", "means")
                .row(
                        label("claim.weights"),
                        label("value", verdict.weightsRelated()),
                        Numbers.log10P(verdict.log10P()),
                        Numbers.percent(verdict.coverage()),
                        label("claim.weights.means"))
                .row(
                        label("claim.initialisation"),
                        label("value", verdict.initialisationShared()),
                        "–",
                        "–",
                        label("claim.initialisation.means"))
                .row(
                        label("claim.tokenizer"),
                        label("value", report.tokenizer().related()),
                        report.tokenizer()
                                .comparison()
                                .map(comparison -> Numbers.log10P(
                                        comparison.relation().evidence().log10P()))
                                .orElse("–"),
                        "–",
                        tokenizer(report))
                .row(
                        label("claim.architecture"),
                        label("value", report.architecture().answer()),
                        "–",
                        "–",
                        label("claim.architecture.means"))
                .close();
    }

    private static Message tokenizer(ProvenanceReport report) {
        return report.tokenizer()
                .comparison()
                .map(comparison ->
                        label("claim.tokenizer.means", comparison.relation().relation()))
                .or(() ->
                        report.tokenizer().notCompared().map(notCompared -> label("claim.tokenizer.not", notCompared)))
                .orElseThrow();
    }
}
