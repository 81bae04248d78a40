package dev.provenance.report;

import dev.provenance.ProvenanceReport;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The report as JSON: a public contract, versioned by {@code schemaVersion}. A minor version adds fields, a major one
 * changes them. Undefined numbers are null, with the reason in {@code undefined} beside them. Sentences are English, each
 * with the key of what it says. Two runs on the same input are the same byte for byte but for {@code run}, which holds
 * when and how long.
 *
 * <p>The schema of these fields is the resource {@code report.schema.json} beside this class (JSON Schema, draft 2020-12).
 *
 * {@snippet class="dev.provenance.snippets.Reports" region="write"}
 */
public final class JsonReport {

    /** Version of the fields that are written. */
    public static final String SCHEMA_VERSION = "1.0";

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
