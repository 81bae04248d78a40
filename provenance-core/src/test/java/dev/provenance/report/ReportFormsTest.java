package dev.provenance.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.BaseComparison;
import dev.provenance.ClaimAnswer;
import dev.provenance.ComponentVerdict;
import dev.provenance.ProvenanceReport;
import dev.provenance.Verdict;
import dev.provenance.internal.ArchiveMessages;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.message.Message;
import dev.provenance.report.RecordGraph.Leaf;
import dev.provenance.report.internal.html.Changed;
import dev.provenance.weights.LayerMatrix;
import dev.provenance.weights.NotCompared;
import dev.provenance.weights.digest.Sketch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an examination measures is in every form of its report, or the form says where it is. */
class ReportFormsTest {

    /** Places whose values JSON does not hold under a name of their own, each with the reason. */
    private static final Map<String, String> NOT_IN_JSON = Map.of(
            "verdict.base", "names a base: another name names none, and there is no report",
            "behavior.traits.identity.texts", "the texts are those of the refusals",
            "digests.base.digest.sketch", "no record: see below",
            "digests.suspect.digest.sketch", "no record: see below",
            "layers", "no record: see below");

    /** Places, or what begins like them, that the page leaves to the JSON report, each with the reason. */
    private static final Map<String, String> NOT_ON_THE_PAGE = Map.ofEntries(
            Map.entry("verdict.base", "as in JSON"),
            Map.entry("bases.config", "the configurations stand side by side under Architecture"),
            Map.entry("suspect.config", "the configurations stand side by side under Architecture"),
            Map.entry("behavior.suspect", "the suspect's name is the report's"),
            Map.entry("behavior.policy", "settings under their names in the API"),
            Map.entry("behavior.traits.identity.texts", "the texts are those of the refusals"),
            Map.entry("behavior.comparisons.finding", "its agreement, null and log10 p are columns of their own"),
            Map.entry("comparisons.conclusion.reasons", "those of the verdict's base are the verdict's"),
            Map.entry("comparisons.findings.claim", "the test's name tells it"),
            Map.entry("comparisons.findings.component", "the test's name tells it"),
            Map.entry("comparisons.findings.statistic", "what log10 p was reckoned from"),
            Map.entry("findings.statistic", "what log10 p was reckoned from"),
            Map.entry("comparisons.times", "how long tests took says nothing of the models"),
            Map.entry("digests.base", "a digest for every tensor is for machines; the page says where they are"),
            Map.entry("digests.suspect", "a digest for every tensor is for machines; the page says where they are"),
            Map.entry("history.bytesRead", "among the passes"),
            Map.entry("history.policy", "settings under their names in the API"),
            Map.entry("kinds.otherLayers", "the page has the null's centre, spread and largest value"),
            Map.entry("layers", "no record: see below"),
            Map.entry("notCompared.role", "the tensor's name tells it"),
            Map.entry("picture.features", "names of measures in the API; the page says how many there are"),
            Map.entry("tensors.role", "the tensor's name tells it"),
            Map.entry("tensors.similarity.base", "statistics of each tensor by itself"),
            Map.entry("tensors.similarity.suspect", "statistics of each tensor by itself"));

    @TempDir
    Path folder;

    @Test
    void everyValueOfAReportIsInItsJson() throws IOException, InterruptedException {
        ProvenanceReport report = RichReport.of("alder-moe", folder);

        assertThat(silent(report, JsonReport::toString, OtherValues::isIn)).isEqualTo(NOT_IN_JSON.keySet());
        String json = JsonReport.toString(report);
        report.digests()
                .orElseThrow()
                .base()
                .forEach(tensor -> tensor.digest()
                        .sketch()
                        .map(Sketch::text)
                        .ifPresent(sketch -> assertThat(json).contains(sketch)));
        for (LayerMatrix matrix : report.layers()) {
            assertThat(json)
                    .contains("\"kind\" : \"" + matrix.kind() + "\"", Double.toString(matrix.cosine(1, 0)))
                    .contains(Double.toString(matrix.centredCosine(1, 0)));
        }
    }

    /** The page may show a value in other digits or words; that it is another page tells that it shows it. */
    @Test
    void everyValueOfAReportIsOnItsPageOrLeftToTheJsonForAReason() throws IOException, InterruptedException {
        ProvenanceReport report = RichReport.of("alder-moe", folder);

        Set<String> silent = silent(report, HtmlReport::toString, (page, value) -> true);

        assertThat(silent).allMatch(place -> NOT_ON_THE_PAGE.keySet().stream().anyMatch(place::startsWith));
        assertThat(NOT_ON_THE_PAGE.keySet())
                .as("places that are left out for a reason, and are on the page")
                .allMatch(place -> silent.stream().anyMatch(left -> left.startsWith(place)));
    }

    /** A value that a form does not show would be found. */
    @Test
    void formThatLeavesSomethingOutIsFound() throws IOException, InterruptedException {
        ProvenanceReport report = RichReport.of("alder-deep", folder);

        assertThat(silent(
                        report,
                        changed -> JsonReport.toString(Changed.with(
                                changed, "libraryVersion", report.libraryVersion(), "passes", report.passes())),
                        OtherValues::isIn))
                .contains("libraryVersion", "passes.bytes", "passes.purpose");
    }

    /** Places where another value leaves the form as it was, or is not found in it. */
    private static Set<String> silent(
            ProvenanceReport report, Function<ProvenanceReport, String> form, BiPredicate<String, Object> holds) {
        String before = form.apply(report);
        Set<String> silent = new TreeSet<>();
        RecordGraph.leaves(report).forEach((place, values) -> {
            if (values.stream().noneMatch(leaf -> shows(leaf, before, form, holds))) {
                silent.add(place);
            }
        });
        return silent;
    }

    private static boolean shows(
            Leaf leaf, String before, Function<ProvenanceReport, String> form, BiPredicate<String, Object> holds) {
        for (Object other : OtherValues.of(leaf.value())) {
            ProvenanceReport changed;
            try {
                changed = (ProvenanceReport) leaf.replace().with(other);
            } catch (IllegalStateException e) {
                continue; // a record refuses the value: another one is tried
            }
            String after;
            try {
                after = form.apply(changed);
            } catch (NoSuchElementException | IllegalArgumentException e) {
                continue; // a name that nothing else has, a constant that stands elsewhere only
            }
            if (!after.equals(before) && holds.test(after, other)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void textAndPageHaveWhatTheJsonHas() throws IOException, InterruptedException {
        for (String suspect : List.of("alder-deep", "alder-moe")) {
            ProvenanceReport report = RichReport.of(suspect, folder.resolve(suspect));
            for (Locale language : List.of(Locale.ENGLISH, Locale.KOREAN)) {
                String text = unwrapped(TextReport.toString(report, language));
                String page = unescaped(HtmlReport.toString(report, language));
                for (String shown : shown(report, language)) {
                    assertThat(text).contains(unwrapped(shown));
                    assertThat(page).contains(shown);
                }
                for (String measured : exhibits(report, language)) {
                    assertThat(text).contains(unwrapped(measured));
                    assertThat(page).contains(measured);
                }
            }
        }
    }

    /** Names and numbers of claims, verdict, parts and findings, as both forms for readers write them. */
    private static List<String> shown(ProvenanceReport report, Locale language) {
        List<String> shown = new ArrayList<>();
        Verdict verdict = report.verdict();
        shown.addAll(List.of(
                verdict.relation().name(), verdict.base(), one(verdict.log10P().orElseThrow())));
        verdict.further().forEach(relation -> shown.add(relation.name()));
        verdict.disguises().forEach(disguise -> shown.add(term(disguise, language)));
        verdict.reasons().forEach(reason -> shown.add(reason.in(language)));
        for (ClaimAnswer claim : report.claims()) {
            shown.addAll(List.of(term(claim.claim(), language), term(claim.answer(), language)));
            claim.log10P().ifPresent(p -> shown.add(one(p)));
        }
        for (ComponentVerdict part : report.components()) {
            shown.addAll(List.of(
                    part.name().in(language),
                    term(part.shared(), language),
                    part.relation().name()));
        }
        for (BaseComparison comparison : report.comparisons()) {
            for (Finding finding : comparison.findings()) {
                shown.add(term(finding.measure(), language));
                finding.log10P().ifPresent(p -> shown.add(one(p)));
            }
        }
        report.suspect()
                .anomalies()
                .forEach(anomaly -> shown.add(ArchiveMessages.of(anomaly).in(language)));
        report.behavior().orElseThrow().sentences().forEach(sentence -> shown.add(sentence.in(language)));
        report.behavior().orElseThrow().anomalies().forEach(sentence -> shown.add(sentence.in(language)));
        report.history()
                .orElseThrow()
                .findings()
                .forEach(finding -> shown.add(finding.reason().in(language)));
        report.history().orElseThrow().anomalies().forEach(sentence -> shown.add(sentence.in(language)));
        report.compute().orElseThrow().sentences().forEach(sentence -> shown.add(sentence.in(language)));
        for (NotCompared.Owner owner : NotCompared.Owner.values()) {
            shown.add(String.valueOf(report.notCompared().stream()
                    .filter(tensor -> tensor.owner() == owner)
                    .count()));
        }
        return shown;
    }

    /** Exhibits, each with its number and that of its null. */
    private static List<String> exhibits(ProvenanceReport report, Locale language) {
        return report.findings().stream()
                .filter(finding -> finding.outcome() == Outcome.NOT_COUNTED
                        && finding.log10P().isEmpty())
                .flatMap(finding -> List.of(
                        term(finding.measure(), language),
                        TextReport.number("%.3f", finding.effect()),
                        TextReport.number("%.3f", finding.nullModel().centre()))
                        .stream())
                .toList();
    }

    private static String one(double number) {
        return TextReport.number("%.1f", number);
    }

    private static String term(Enum<?> constant, Locale language) {
        return Message.of("message.verbatim", constant).in(language);
    }

    /** Without the breaks of lines: text is compared, not where it is broken. */
    private static String unwrapped(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static String unescaped(String page) {
        return page.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
