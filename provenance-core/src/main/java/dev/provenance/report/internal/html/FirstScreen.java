package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.Answer;
import dev.provenance.ComponentVerdict;
import dev.provenance.ProvenanceReport;
import dev.provenance.Verdict;
import dev.provenance.architecture.TensorRole;
import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Direction;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.lineage.Relation;
import dev.provenance.message.Message;
import dev.provenance.weights.TensorComparison;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The top of the page: what is claimed, how sure, on what, and why, for a reader who sees such a page for the first time. */
final class FirstScreen {

    private static final String SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private FirstScreen() {}

    static void write(ProvenanceReport report, Html html) {
        Verdict verdict = report.verdict();
        String suspect = new Name(report.suspect().name()).shown();
        String base = new Name(verdict.base()).shown();
        html.open("header", "id", "verdict", "class", tone(verdict))
                .element(
                        "p",
                        label(
                                "page.kicker",
                                report.createdAt().toString().replace("T", " ").replace("Z", " UTC"),
                                report.libraryVersion()),
                        "class",
                        "kicker")
                .element("p", label("page.question", suspect, base), "class", "question")
                .element("h1", label("answer." + verdict.relation().name(), suspect, base))
                .open("div", "class", "three");
        claimed(report, html);
        sure(report, html);
        on(report, html);
        html.close();
        html.element("h2", label("page.why"), "class", "why").open("ul", "class", "reasons");
        strongest(report.findings()).ifPresent(finding -> html.element("li", finding.reason()));
        verdict.reasons().forEach(reason -> html.element("li", reason));
        html.close().element("p", limits(verdict), "class", "limits").close();
    }

    /** The test that speaks most clearly for shared weights; the verdict's own reasons do not repeat what tests say. */
    private static Optional<Finding> strongest(List<Finding> findings) {
        return findings.stream()
                .filter(FirstScreen::isOfWeights)
                .filter(finding ->
                        finding.outcome() == Outcome.FOR && finding.log10P().isPresent())
                .min(Comparator.comparingDouble(finding -> finding.log10P().getAsDouble()));
    }

    private static boolean isOfWeights(Finding finding) {
        return finding.claim() == Claim.WEIGHTS_RELATED || finding.claim() == Claim.PART_SHARED;
    }

    /** Found, undecided or not: a rule of another colour beside words that say the same. */
    private static String tone(Verdict verdict) {
        return switch (verdict.weightsRelated()) {
            case YES -> "found";
            case NO_EVIDENCE -> "not-found";
            default -> "undecided";
        };
    }

    private static void block(String title, Html html) {
        html.open("section").element("h2", label(title));
    }

    private static void claimed(ProvenanceReport report, Html html) {
        Verdict verdict = report.verdict();
        block("page.claimed", html);
        html.open("p", "class", "constant")
                .element("code", verdict.relation().name())
                .close()
                .element("p", label("meaning." + verdict.relation().name()));
        List<Relation> further = verdict.further();
        if (!further.isEmpty()) {
            html.element(
                    "p",
                    label(
                            "page.further",
                            further.stream().map(FirstScreen::explained).toList()));
        }
        parts(report, html);
        if (!verdict.disguises().isEmpty()) {
            html.element(
                    "p",
                    label(
                            "page.disguised",
                            verdict.disguises().stream().sorted().toList()));
        }
        if (verdict.weightsRelated() == Answer.YES) {
            html.element("p", label("direction." + verdict.direction().name()));
        }
        html.close();
    }

    private static Message explained(Relation relation) {
        return label("page.explained", relation, Message.of("relation." + relation.name()));
    }

    /** Which parts are shared, where it is not the whole. */
    private static void parts(ProvenanceReport report, Html html) {
        List<Message> parts = report.components().stream()
                .filter(part -> part.shared() == Answer.YES)
                .filter(part -> !part.component().equals(TensorRole.TEXT))
                .map(ComponentVerdict::name)
                .toList();
        if (report.verdict().relation() == Relation.PARTS_REUSED && !parts.isEmpty()) {
            html.element("p", label("page.parts", parts));
        }
    }

    private static void sure(ProvenanceReport report, Html html) {
        Verdict verdict = report.verdict();
        block("page.sure", html);
        boolean partly = verdict.relation() == Relation.PARTS_REUSED && verdict.weightsRelated() == Answer.YES;
        html.element(
                "p",
                label("sure." + (partly ? "PARTLY" : verdict.weightsRelated().name())),
                "class",
                "constant");
        if (verdict.log10P().isPresent()) {
            html.element("p", chance(report, verdict.log10P().getAsDouble()));
        } else {
            html.element("p", label("sure.untested"));
        }
        long bases = report.bases().size();
        if (bases > 1) {
            html.element("p", label("sure.panel", bases));
        }
        html.close();
    }

    private static Message chance(ProvenanceReport report, double log10P) {
        double needed = report.policy().log10Significance();
        boolean rejects = log10P <= needed;
        boolean initialisation = report.verdict().relation() == Relation.SHARED_INITIALISATION;
        if (rejects && initialisation) {
            return label("sure.initialisation", power(log10P));
        }
        if (rejects) {
            return label("sure.chance", power(log10P));
        }
        return label("sure.nochance", Numbers.log10P(log10P), Numbers.log10P(needed));
    }

    /** How many comparisons it takes for one like this: the exponent of ten, in superscript. */
    private static String power(double log10P) {
        return Long.toString((long) Math.floor(-log10P))
                .chars()
                .mapToObj(digit -> SUPERSCRIPT.substring(digit - '0', digit - '0' + 1))
                .collect(Collectors.joining());
    }

    private static void on(ProvenanceReport report, Html html) {
        Verdict verdict = report.verdict();
        block("page.on", html);
        html.element("p", label("on.coverage", 100 * verdict.coverage()), "class", "constant")
                .element(
                        "p",
                        label(
                                report.tensors().stream()
                                                .anyMatch(tensor ->
                                                        tensor.similarity().isSampled())
                                        ? "on.sampled"
                                        : "on.whole",
                                report.suspect().parameters(),
                                (long) report.suspect().tensors(),
                                report.tensors().stream()
                                        .map(TensorComparison::name)
                                        .distinct()
                                        .count()));
        List<Finding> findings =
                report.findings().stream().filter(FirstScreen::isOfWeights).toList();
        long run = findings.stream()
                .filter(finding -> finding.log10P().isPresent())
                .count();
        long found = findings.stream()
                .filter(finding -> finding.outcome() == Outcome.FOR)
                .count();
        html.element("p", label("on.tests", run, found)).close();
    }

    private static Message limits(Verdict verdict) {
        return switch (verdict.weightsRelated()) {
            case YES -> label(verdict.direction() == Direction.UNDETERMINED ? "limits.undirected" : "limits.found");
            case NO_EVIDENCE -> label("limits.notfound");
            default -> label("limits.undecided");
        };
    }
}
