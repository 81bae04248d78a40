package dev.provenance.report;

import dev.provenance.BaseComparison;
import dev.provenance.ComponentConclusion;
import dev.provenance.ProvenanceReport;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.message.Message;
import java.util.List;
import java.util.Optional;

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
        List<BaseComparison> comparisons = report.comparisons();
        page.blank();
        comparisons.stream().filter(this::leads).forEach(this::table);
        for (BaseComparison comparison : comparisons) {
            if (!leads(comparison)) {
                further(comparison);
            }
            list("exhibits", comparison, Outcome.NOT_COUNTED);
            list("notRun", comparison, Outcome.NOT_RUN);
        }
    }

    /** Of the leading base also what is not about any base: the exhibits. */
    private List<Finding> findings(BaseComparison comparison) {
        return leads(comparison) ? report.findings() : comparison.findings();
    }

    private boolean leads(BaseComparison comparison) {
        return comparison.conclusion().base().equals(report.verdict().base());
    }

    private void table(BaseComparison comparison) {
        List<Finding> run = run(findings(comparison));
        if (!run.isEmpty()) {
            page.line(Columns.left(page.text("test"), NAME)
                    + Columns.right(page.text("effect"), 8)
                    + Columns.right(page.text("p"), 10));
        }
        for (Finding finding : run) {
            page.line(Columns.left(page.term(finding.measure()), NAME)
                    + Columns.right(TextReport.number("%.3f", finding.effect()), 8)
                    + Columns.right(log10P(finding), 10)
                    + part(comparison, finding)
                            .map(name -> "  " + Columns.cut(page.in(name), 20))
                            .orElse(""));
        }
    }

    /** The component that a test is about, where several were tested. */
    private static Optional<Message> part(BaseComparison comparison, Finding finding) {
        return comparison.components().stream()
                .filter(component -> component.component().equals(finding.component()))
                .findFirst()
                .map(ComponentConclusion::name);
    }

    /** What was measured, and of what. */
    private static Message named(BaseComparison comparison, Finding finding) {
        Message measure = Message.of("message.verbatim", finding.measure());
        return part(comparison, finding)
                .map(part -> Message.of("lineage.of-part", part, measure))
                .orElse(measure);
    }

    private static List<Finding> run(List<Finding> findings) {
        return findings.stream().filter(finding -> finding.log10P().isPresent()).toList();
    }

    private static String log10P(Finding finding) {
        return TextReport.number("%.1f", finding.log10P().orElse(Double.NaN));
    }

    /** Findings without a p-value, in one paragraph: exhibits each beside its null. */
    private void list(String title, BaseComparison comparison, Outcome outcome) {
        List<Message> members = findings(comparison).stream()
                .filter(finding -> finding.log10P().isEmpty() && finding.outcome() == outcome)
                .map(finding -> outcome == Outcome.NOT_RUN
                        ? named(comparison, finding)
                        : Message.of(
                                "text.exhibit",
                                named(comparison, finding),
                                three(finding.effect()),
                                three(finding.nullModel().centre())))
                .toList();
        if (!members.isEmpty()) {
            page.wrapped(page.text(title, members));
        }
    }

    private void further(BaseComparison comparison) {
        List<Message> members = run(findings(comparison)).stream()
                .map(finding -> Message.of(
                        "text.exhibit", named(comparison, finding), three(finding.effect()), log10P(finding)))
                .toList();
        if (!members.isEmpty()) {
            page.wrapped(page.text("furtherTests", comparison.conclusion().base(), members));
        }
    }

    private static String three(double number) {
        return Double.isNaN(number) ? "-" : TextReport.number("%.3f", number);
    }
}
