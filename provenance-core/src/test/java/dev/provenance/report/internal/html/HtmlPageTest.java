package dev.provenance.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.ProvenanceReport;
import dev.provenance.lineage.Direction;
import dev.provenance.lineage.LayerPicture;
import dev.provenance.lineage.Relation;
import dev.provenance.report.HtmlReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HtmlPageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alder-deep | alder-deep is built from the layers of alder, some of them repeated. | 10¹⁶²³
            birch | No shared weights were found between birch and alder. | log10 p is 0.0, and a claim needs -6.0
            alder-embonly | A part of alder-embonly is shared with alder; for the rest nothing was found. | the embedding
            """)
    void firstScreenSaysWhatIsClaimedHowSureAndOnWhat(String suspect, String answer, String sure)
            throws IOException, InterruptedException {
        ProvenanceReport report = MadeReports.of(suspect);

        String screen = firstScreen(HtmlReport.toString(report));

        assertThat(screen)
                .contains("Do the weights of " + suspect + " come from alder?")
                .contains("<h1>" + answer + "</h1>")
                .contains(report.verdict().relation().name())
                .contains(sure)
                .contains(String.format(
                        Locale.ROOT, "%.1f %% compared", 100 * report.verdict().coverage()))
                .contains(String.format(
                        Locale.ROOT, "%,d parameters", report.suspect().parameters()));
        report.verdict()
                .reasons()
                .forEach(reason -> assertThat(screen)
                        .contains(new Html(Locale.ENGLISH).text(reason).toString()));
    }

    private static String firstScreen(String page) {
        return page.substring(page.indexOf("<header"), page.indexOf("</header>"));
    }

    @Test
    void koreanPageIsKorean() throws IOException, InterruptedException {
        String page = HtmlReport.toString(MadeReports.of("alder-embonly"), Locale.KOREA);

        assertThat(page).contains("<html lang=\"ko\">");
        assertThat(firstScreen(page))
                .contains("alder-embonly 모델의 일부는 alder 모델과 공유되며, 나머지에서는 아무것도 발견되지 않았습니다.")
                .contains("얼마나 확실한가")
                .contains("임베딩");
        assertThat(HtmlReport.toString(MadeReports.of("birch"), Locale.FRENCH)).contains("<html lang=\"en\">");
    }

    @ParameterizedTest
    @EnumSource(Relation.class)
    void everyRelationHasItsSentenceInBothLanguages(Relation relation) {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.KOREAN)) {
            assertThat(Html.label("answer." + relation.name(), "S", "B").in(locale))
                    .contains("S")
                    .contains("B");
            assertThat(Html.label("meaning." + relation.name()).in(locale)).hasSizeGreaterThan(15);
        }
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void everyDirectionHasItsSentence(Direction direction) {
        assertThat(Html.label("direction." + direction.name()).toString()).startsWith("Which came first");
    }

    @Test
    void sameReportGivesTheSameBytes(@TempDir Path folder) throws IOException, InterruptedException {
        ProvenanceReport report = MadeReports.of("alder-lora");
        Path file = folder.resolve("report.html");

        HtmlReport.write(report, file, Locale.KOREAN);

        assertThat(Files.readString(file))
                .isEqualTo(HtmlReport.toString(report, Locale.KOREAN))
                .endsWith("</html>\n");
        ProvenanceReport again = Changed.with(MadeReports.of("alder-lora"), "createdAt", report.createdAt());
        assertThat(HtmlReport.toString(again)).isEqualTo(HtmlReport.toString(report));
    }

    @Test
    void everythingThatWasMeasuredIsThere() throws IOException, InterruptedException {
        ProvenanceReport report = MadeReports.of("alder-pruned");
        String page = HtmlReport.toString(report);

        report.findings()
                .forEach(finding ->
                        assertThat(page).contains("<td>" + new Html(Locale.ENGLISH).text(finding.reason()) + "</td>"));
        report.tensors().forEach(tensor -> assertThat(page).contains(">" + tensor.name() + "<"));
        report.notCompared().forEach(tensor -> assertThat(page).contains(">" + tensor.name() + "<"));
        report.architecture()
                .components()
                .getFirst()
                .fields()
                .forEach(
                        field -> assertThat(page).contains(">" + field.suspect().orElse("–") + "<"));
        report.suspect().tokenizerFiles().forEach(file -> assertThat(page).contains(file.sha256()));
        assertThat(page).contains("log10Significance", "largeChange", "arXiv 2502.12292");
        report.kinds()
                .forEach(kind -> assertThat(page)
                        .contains(String.format(
                                Locale.ROOT,
                                "<td class=\"number\">%.4f</td>",
                                kind.cosine().value())));
    }

    @Test
    void thePageMayLoadNothingAndRunItsOwnScriptsAlone() throws IOException, InterruptedException {
        String page = HtmlReport.toString(MadeReports.of("birch"));

        assertThat(page)
                .contains("default-src 'none'")
                .doesNotContain("unsafe-inline")
                .doesNotContain("<link");
        List<String> scripts = Pattern.compile("<script[^>]*>")
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .filter(tag -> !tag.contains("application/json"))
                .toList();
        assertThat(scripts).containsExactly("<script>", "<script>");
        assertThat(page).contains("Apache License", "Copyright 2017-2025 The Apache Software Foundation");
    }

    @Test
    void everyClaimAndPartIsThere() throws IOException, InterruptedException {
        ProvenanceReport report = MadeReports.of("alder-embonly");
        String page = HtmlReport.toString(report);

        report.claims()
                .forEach(claim -> assertThat(page)
                        .contains(
                                new Html(Locale.ENGLISH).text(claim.sentence()).toString()));
        report.components()
                .forEach(part -> assertThat(page)
                        .contains(new Html(Locale.ENGLISH).text(part.sentence()).toString()));
        report.policy()
                .thresholds()
                .forEach(threshold -> assertThat(page)
                        .contains(threshold.name())
                        .contains(new Html(Locale.ENGLISH)
                                .text(threshold.source())
                                .toString()));
    }

    @Test
    void pictureIsLeftOutWhereThereIsNone() throws IOException, InterruptedException {
        ProvenanceReport report = MadeReports.of("birch");
        LayerPicture two = new LayerPicture(
                List.of("norm mean"),
                0.75,
                0.25,
                List.of(
                        new LayerPicture.Point(LayerPicture.Side.BASE, 0, 1, 2),
                        new LayerPicture.Point(LayerPicture.Side.SUSPECT, 0, -1, 0.5)));

        assertThat(HtmlReport.toString(Changed.with(report, "picture", Optional.empty())))
                .doesNotContain("id=\"picture\"");
        assertThat(HtmlReport.toString(Changed.with(report, "picture", Optional.of(two))))
                .contains("id=\"picture\"", "{\"name\":\"birch\",\"layers\":[0],\"x\":[-1.0000],\"y\":[0.5000]}");
    }
}
