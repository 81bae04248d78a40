package dev.provenance.report;

import dev.provenance.BaseComparison;
import dev.provenance.ProvenanceReport;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.message.Message;
import dev.provenance.safetensors.internal.Printable;
import java.util.List;

/** The tests of a text report, one line each; what was not run or not counted, and the tests of further bases, in a few words. */
final class FindingsText {

    private static final int NAME = 37;

    private final ProvenanceReport report;
    private final Page page;

    FindingsText(ProvenanceReport report, Page page) {
        this.report = report;
        this.page = page;
    }

    void write() {
        List<Finding> run = run(report.findings());
        page.blank();
        if (!run.isEmpty()) {
            page.line(Columns.left(page.text("test"), NAME)
                    + Columns.right(page.text("effect"), 8)
                    + Columns.right(page.text("p"), 10));
        }
        for (Finding finding : run) {
            page.line(Columns.left(page.term(finding.measure()), NAME)
                    + Columns.right(TextReport.number("%.3f", finding.effect()), 8)
                    + Columns.right(log10P(finding), 10)
                    + part(finding));
        }
        list("exhibits", report.findings(), Outcome.NOT_COUNTED);
        list("notRun", report.findings(), Outcome.NOT_RUN);
        for (BaseComparison comparison : report.comparisons()) {
            String base = comparison.conclusion().base();
            if (!base.equals(report.verdict().base())) {
                further(Printable.plain(base), comparison.findings());
            }
        }
    }

    /** The component that a test is about, where several were tested. */
    private String part(Finding finding) {
        return report.comparisons().stream()
                .filter(comparison ->
                        comparison.conclusion().base().equals(report.verdict().base()))
                .flatMap(comparison -> comparison.components().stream())
                .filter(component -> component.component().equals(finding.component()))
                .findFirst()
                .map(component -> "  " + Columns.cut(page.in(component.name()), 20))
                .orElse("");
    }

    private static List<Finding> run(List<Finding> findings) {
        return findings.stream().filter(finding -> finding.log10P().isPresent()).toList();
    }

    private static String log10P(Finding finding) {
        return TextReport.number("%.1f", finding.log10P().orElse(Double.NaN));
    }

    /** Findings without a p-value, in one paragraph: exhibits each beside its null. */
    private void list(String title, List<Finding> findings, Outcome outcome) {
        List<Message> members = findings.stream()
                .filter(finding -> finding.log10P().isEmpty() && finding.outcome() == outcome)
                .map(finding -> outcome == Outcome.NOT_RUN
                        ? Message.of("message.verbatim", finding.measure())
                        : Message.of(
                                "text.exhibit",
                                finding.measure(),
                                three(finding.effect()),
                                three(finding.nullModel().centre())))
                .toList();
        if (!members.isEmpty()) {
            page.wrapped(page.text(title, members));
        }
    }

    private void further(String base, List<Finding> findings) {
        List<Message> members = run(findings).stream()
                .map(finding -> Message.of("text.exhibit", finding.measure(), three(finding.effect()), log10P(finding)))
                .toList();
        if (!members.isEmpty()) {
            page.wrapped(page.text("furtherTests", base, members));
        }
        list("exhibits", findings, Outcome.NOT_COUNTED);
        list("notRun", findings, Outcome.NOT_RUN);
    }

    private static String three(double number) {
        return Double.isNaN(number) ? "-" : TextReport.number("%.3f", number);
    }
}
