package dev.provenance.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.provenance.ProvenanceReport;
import dev.provenance.report.HtmlReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser; skipped, saying so, where Chromium is not installed. */
class HtmlBrowserTest {

    private static final String CANVASES = "document.querySelectorAll('.chart canvas')";

    /** Charts whose canvas has more than one colour: something was drawn. */
    private static final String DRAWN = """
            Array.from(document.querySelectorAll('.chart canvas')).filter(function (canvas) {
              const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              const seen = new Set();
              for (let i = 0; i < pixels.length; i += 4 * 97) {
                seen.add((pixels[i] << 24) ^ (pixels[i + 1] << 16) ^ (pixels[i + 2] << 8) ^ pixels[i + 3]);
              }
              return canvas.clientWidth > 300 && canvas.clientHeight > 150 && seen.size > 3;
            }).length""";

    @TempDir
    static Path folder;

    private static @Nullable Browser browser;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Optional<Path> program = Browser.installed();
        assumeTrue(
                program.isPresent(),
                "No chromium, chromium-browser or google-chrome on the path: browser tests skipped");
        browser = Browser.start(program.orElseThrow(), folder.resolve("profile"));
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    private static Tab tab() throws IOException {
        return Objects.requireNonNull(browser).tab().looks(1280, 900, false);
    }

    private static Path page(ProvenanceReport report, Locale locale, String name) throws IOException {
        Path file = folder.resolve(name);
        HtmlReport.write(report, file, locale);
        return file;
    }

    private static void allDrawn(Tab tab) throws IOException {
        int places =
                tab.value("document.querySelectorAll('[data-chart]').length").intValue();
        assertThat(places).isGreaterThanOrEqualTo(5);
        assertThat(tab.value(DRAWN).intValue()).isEqualTo(places);
    }

    private static void isClean(Tab tab, Path file) {
        assertThat(tab.complaints()).isEmpty();
        assertThat(tab.requests()).containsExactly(file.toUri().toString());
    }

    /** What the other tests find nothing of would be found. */
    @Test
    void aPageThatMisbehavesIsNoticed() throws IOException, InterruptedException {
        Path file = Files.writeString(
                folder.resolve("bad.html"),
                "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'unsafe-inline'\">"
                        + "<img src='missing.png'><script>console.error('no'); window.hacked = 1; missing();</script>"
                        + "<script src='missing.js'></script>");
        Tab tab = tab();
        tab.open(file);

        assertThat(tab.value("typeof window.hacked").asString()).isEqualTo("number");
        assertThat(tab.complaints().toString())
                .contains("consoleAPICalled", "ReferenceError", "Content Security Policy");
        assertThat(tab.requests()).hasSizeGreaterThan(1);
        assertThat(tab.value(DRAWN).intValue()).isZero();
    }

    @Test
    void chartsAreDrawnWithoutComplaintOrRequest() throws IOException, InterruptedException {
        for (String suspect : List.of("alder-ft", "birch", "alder-deep", "alder-embonly", "alder-pruned")) {
            for (Locale locale : List.of(Locale.ENGLISH, Locale.KOREAN)) {
                Path file = page(MadeReports.of(suspect), locale, suspect + locale + ".html");
                Tab tab = tab();
                tab.open(file);

                allDrawn(tab);
                isClean(tab, file);
            }
        }
    }

    @Test
    void choosingRedrawsAndColoursFollowTheReadersSystem() throws IOException, InterruptedException {
        Path file = page(MadeReports.of("alder-ft"), Locale.ENGLISH, "choice.html");
        Tab tab = tab();
        tab.open(file);
        String picture = CANVASES + "[0].toDataURL()";
        String first = tab.value(picture).asString();

        tab.value("(function () { const s = document.querySelector('select'); s.value = '3';"
                + " s.dispatchEvent(new Event('change')); })()");
        String second = tab.value(picture).asString();
        assertThat(second.equals(first)).as("the same picture after a choice").isFalse();

        tab.looks(1280, 900, true);
        assertThat(tab.value("getComputedStyle(document.documentElement).backgroundColor")
                        .asString())
                .isEqualTo("rgb(20, 23, 26)");
        // The browser tells the page of it in its own time.
        for (int i = 0; i < 100 && tab.value(picture).asString().equals(second); i++) {
            Thread.sleep(50);
        }
        assertThat(tab.value(picture).asString().equals(second))
                .as("the same picture in the dark")
                .isFalse();
        isClean(tab, file);
    }

    @Test
    void chartsAreReachedByKeyAndReadAsText() throws IOException, InterruptedException {
        Tab tab = tab();
        tab.open(page(MadeReports.of("alder-deep"), Locale.ENGLISH, "keys.html"));

        assertThat(tab.value(
                                "document.querySelectorAll('.chart:not([tabindex=\"0\"]), .chart:not([aria-label])').length")
                        .intValue())
                .isZero();
        assertThat(tab.value("document.querySelectorAll('select').length === document.querySelectorAll('label').length")
                        .asBoolean())
                .isTrue();
        assertThat(tab.value("document.querySelector('a').getAttribute('href')").asString())
                .isEqualTo("#claims");
        assertThat(tab.value("document.querySelectorAll('figure details.as-table table').length")
                        .intValue())
                .isGreaterThanOrEqualTo(5);
        assertThat(tab.value("new Set(Array.from(document.querySelectorAll('[id]')).map(e => e.id)).size"
                                + " === document.querySelectorAll('[id]').length")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void withoutScriptsTheTablesStandOpenInTheChartsPlace() throws IOException, InterruptedException {
        Path file = page(MadeReports.of("alder-deep"), Locale.ENGLISH, "plain.html");
        Tab tab = tab().scripts(false);
        tab.open(file);

        assertThat(tab.visible(".chart")).isZero();
        assertThat(tab.visible("figure details.as-table table")).isGreaterThanOrEqualTo(5);
        isClean(tab, file);
    }

    /** What is folded on the screen is open on paper: with the print style alone, and by the page's own script. */
    @Test
    void onPaperEverythingIsOpenAndLight() throws IOException, InterruptedException {
        Path file = page(MadeReports.of("alder-deep"), Locale.KOREAN, "paper.html");
        Tab tab = tab().looks(1280, 900, true);
        tab.open(file);
        String folded =
                "Array.from(document.querySelectorAll('main details table')).filter(t => !t.checkVisibility()).length";
        assertThat(tab.value(folded).intValue()).isGreaterThan(5);

        byte[] paper = tab.printed();

        assertThat(new String(paper, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(new String(paper, StandardCharsets.ISO_8859_1).split("/Type /Page\\b", -1).length)
                .as("pages")
                .isBetween(10, 60);
        tab.value("window.dispatchEvent(new Event('beforeprint'))");
        assertThat(tab.value("document.querySelectorAll('main details:not([open])').length")
                        .intValue())
                .isZero();
        assertThat(tab.value("Array.from(document.querySelectorAll('.chart canvas')).every(c => c.clientWidth === 680)")
                        .asBoolean())
                .isTrue();
        allDrawn(tab);
        tab.value("window.dispatchEvent(new Event('afterprint'))");
        assertThat(tab.value(folded).intValue()).isGreaterThan(5);
        tab.medium("print");
        assertThat(tab.value("getComputedStyle(document.documentElement).backgroundColor")
                        .asString())
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(tab.value(folded).intValue()).isZero();
        isClean(tab, file);
    }

    /** Of what is wider than a phone the table alone scrolls, not the page. */
    @Test
    void fitsAPhone() throws IOException, InterruptedException {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.KOREAN)) {
            Path file = page(MadeReports.of("alder-embonly"), locale, "phone" + locale + ".html");
            Tab tab = tab().looks(390, 844, false);
            tab.open(file);

            assertThat(tab.value("document.documentElement.scrollWidth").intValue())
                    .isEqualTo(390);
            assertThat(tab.value(
                                    "Array.from(document.querySelectorAll('.scroll')).some(s => s.scrollWidth > s.clientWidth)")
                            .asBoolean())
                    .isTrue();
            allDrawnOnAPhone(tab);
            isClean(tab, file);
        }
    }

    private static void allDrawnOnAPhone(Tab tab) throws IOException {
        assertThat(tab.value("Array.from(document.querySelectorAll('.chart canvas')).every(c => c.clientWidth > 300"
                                + " && c.clientWidth <= 390)")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void hundredLayersOfThreeHundredTensorsOpenAtOnce() throws IOException, InterruptedException {
        ProvenanceReport report = MadeReports.large(100, 300);
        assertThat(report.tensors()).hasSize(30_000);
        Path file = page(report, Locale.ENGLISH, "large.html");
        long bytes = Files.size(file);
        tab().open(file); // the first page of a browser is slow

        Tab tab = tab();
        double milliseconds = tab.open(file);

        System.out.printf(
                "100 layers x 300 tensors: a page of %.2f MB, opened and drawn in %.0f ms%n",
                bytes / 1e6, milliseconds);
        assertThat(bytes).isLessThan(5_000_000);
        assertThat(milliseconds).isLessThan(10_000); // 2 s where the machine is not shared
        allDrawn(tab);
        assertThat(tab.value("document.querySelectorAll('#by-layer ~ details tr').length")
                        .intValue())
                .isGreaterThan(600);
        isClean(tab, file);
    }

    @Test
    void hostileNamesAreText() throws IOException, InterruptedException {
        String attack = "</script><script>window.hacked=1;alert(1)</script>\"'><img src=x onerror=\"window.hacked=1\">"
                + "{{7*7}}${7*7}\u202E\u2028\u0000<svg onload=alert(1)>{a|b}";
        for (String text : List.of(attack, attack + "x".repeat(10_000), "<b>")) {
            Path file = page(MadeReports.hostile(text), Locale.ENGLISH, "hostile" + text.length() + ".html");
            Tab tab = tab();
            tab.open(file);

            assertThat(tab.value("typeof window.hacked").asString()).isEqualTo("undefined");
            assertThat(tab.value("document.querySelectorAll('main img, main svg, main b').length")
                            .intValue())
                    .isZero();
            assertThat(tab.value("document.scripts.length - document.querySelectorAll('script[type]').length")
                            .intValue())
                    .isEqualTo(2);
            assertThat(tab.value("document.querySelector('h1').textContent").asString())
                    .contains(text.substring(0, 3));
            allDrawn(tab);
            assertThat(Files.size(file)).isLessThan(5_000_000);
            isClean(tab, file);
        }
    }
}
