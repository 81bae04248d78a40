package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import com.google.common.hash.Hashing;
import dev.provenance.ProvenanceReport;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The page as a whole: one file that needs no other, and that may neither load anything nor run a script but its own. */
public final class HtmlPage {

    /** In the order of the page. */
    private static final List<Section> SECTIONS = List.of(
            new ClaimsSection(),
            new PartsSection(),
            new PanelSection(),
            new TestsSection(),
            new LayersSection(),
            new SimilaritySection(),
            new UnitsSection(),
            new PictureSection(),
            new TokenizerSection(),
            new HistorySection(),
            new OutputsSection(),
            new ComputeSection(),
            new ModelsSection(),
            new ArchitectureSection(),
            new CircumstancesSection(),
            new TensorsSection(),
            new NotComparedSection(),
            new DigestsSection(),
            new MethodSection());

    private HtmlPage() {}

    /** The page of a report: Korean, or English for any other language. */
    public static String of(ProvenanceReport report, Locale locale) {
        return of(report, locale, SECTIONS);
    }

    static String of(ProvenanceReport report, Locale locale, List<Section> sections) {
        boolean korean = locale.getLanguage().equals(Locale.KOREAN.getLanguage());
        Html html = new Html(korean ? Locale.KOREAN : Locale.ENGLISH);
        html.own("<!DOCTYPE html>\n").open("html", "lang", korean ? "ko" : "en").open("head");
        html.own("<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action"
                + " 'none'; style-src " + hash(Resources.STYLE) + "; script-src " + hash(Resources.CHARTS) + " "
                + hash(Resources.SCRIPT) + "\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n"
                + "<meta name=\"referrer\" content=\"no-referrer\">\n");
        html.element(
                "title",
                label(
                        "page.title",
                        new Name(report.suspect().name()).shown(),
                        new Name(report.verdict().base()).shown(),
                        report.verdict().relation().name()));
        html.own("\n<style>" + Resources.STYLE + "</style>\n").close().open("body");
        html.element("a", label("page.skip"), "class", "skip", "href", "#claims");
        html.open("main");
        FirstScreen.write(report, html);
        List<Section> shown =
                sections.stream().filter(section -> section.isIn(report)).toList();
        contents(shown, html);
        for (Section section : shown) {
            html.open("section", "id", section.id(), "aria-labelledby", section.id() + "-title")
                    .element("h2", label("section." + section.id()), "id", section.id() + "-title");
            section.write(report, html);
            html.close();
        }
        html.close();
        licence(html);
        html.own("<script>" + Resources.CHARTS + "</script>\n<script>" + Resources.SCRIPT + "</script>\n");
        return html.close().close().toString();
    }

    private static void contents(List<Section> sections, Html html) {
        html.open("nav", "aria-label", label("page.contents").in(html.language()))
                .open("ul");
        for (Section section : sections) {
            html.open("li")
                    .element("a", label("section." + section.id()), "href", "#" + section.id())
                    .close();
        }
        html.close().close();
    }

    private static void licence(Html html) {
        html.open("footer")
                .element("p", label("page.charts"))
                .open("details")
                .element("summary", label("page.licence"));
        for (String text : List.of(Resources.NOTICE, Resources.LICENCE, Resources.LICENCE_OF_PARTS)) {
            html.open("pre");
            text.lines().forEach(line -> html.text(line).own("\n"));
            html.close();
        }
        html.close().close();
    }

    /** A content security policy's name for a script or style, by its content. */
    private static String hash(String text) {
        byte[] digest =
                Hashing.sha256().hashString(text, StandardCharsets.UTF_8).asBytes();
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
