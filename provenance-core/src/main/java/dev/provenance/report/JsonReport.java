package dev.provenance.report;

import dev.provenance.ProvenanceReport;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The report as JSON: a public contract, versioned by {@code schemaVersion}. A minor version adds fields, a major one
 * changes them. Undefined numbers are null, with the reason in {@code undefined} beside them. Two runs on the same input
 * differ in {@code createdAt} and the {@code milliseconds} of tests alone.
 */
public final class JsonReport {

    /** Version of the fields that are written. */
    public static final String SCHEMA_VERSION = "0.2";

    private JsonReport() {}

    /** The report as a string of JSON. */
    public static String toString(ProvenanceReport report) {
        return JsonFile.toString(json -> new ReportJson(json).write(report));
    }

    /**
     * Writes the report to a file, replacing it whole or not at all. Links are followed; a device or pipe is written to.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(ProvenanceReport report, Path file) throws IOException {
        JsonFile.write(json -> new ReportJson(json).write(report), file);
    }
}
