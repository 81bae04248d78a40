package dev.provenance.report;

import dev.provenance.ProvenanceReport;
import dev.provenance.report.internal.html.HtmlPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The report as one page of HTML, in English or Korean: the verdict on top, then everything that it rests on, with charts
 * and the same as tables. The file needs no other, loads nothing and opens offline; names from models' files are shown as
 * text whatever is in them. The same report gives the same bytes.
 */
public final class HtmlReport {

    private HtmlReport() {}

    /** The page in English. */
    public static String toString(ProvenanceReport report) {
        return toString(report, Locale.ENGLISH);
    }

    /** The page in this language; in English where the library does not know the language. */
    public static String toString(ProvenanceReport report, Locale locale) {
        return HtmlPage.of(report, locale);
    }

    /**
     * Writes the page in English.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(ProvenanceReport report, Path file) throws IOException {
        write(report, file, Locale.ENGLISH);
    }

    /**
     * Writes the page to a file, replacing it whole or not at all. Links are followed; a device or pipe is written to.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(ProvenanceReport report, Path file, Locale locale) throws IOException {
        ReportFile.write(writer -> writer.write(toString(report, locale)), file);
    }
}
