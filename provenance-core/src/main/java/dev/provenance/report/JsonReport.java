package dev.provenance.report;

import dev.provenance.ProvenanceReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * The report as JSON: a public contract, versioned by {@code schemaVersion}. A minor version adds fields, a major one
 * changes them. Undefined numbers are null, with the reason in {@code undefined} beside them. Two runs on the same input
 * differ in {@code createdAt} and the {@code milliseconds} of tests alone.
 */
public final class JsonReport {

    /** Version of the fields that are written. */
    public static final String SCHEMA_VERSION = "0.2";

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonReport() {}

    /** The report as a string of JSON. */
    public static String toString(ProvenanceReport report) {
        StringWriter writer = new StringWriter();
        write(report, writer);
        return writer.toString();
    }

    /**
     * Writes the report to a file, replacing it whole or not at all. Links are followed; a device or pipe is written to.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(ProvenanceReport report, Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": expected the name of a file to write, actual a folder.");
        }
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            writeTo(report, target);
            return;
        }
        Path unfinished = target.resolveSibling(
                target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            writeTo(report, unfinished);
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Half a surrogate pair in a name, which UTF-8 cannot hold, becomes a question mark. */
    private static void writeTo(ProvenanceReport report, Path file) throws IOException {
        try (Writer writer =
                new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8))) {
            write(report, writer);
        } catch (JacksonException e) {
            throw new IOException(file + ": the report could not be written: " + e.getOriginalMessage(), e);
        }
    }

    private static void write(ProvenanceReport report, Writer writer) {
        try (JsonGenerator json = FACTORY.createGenerator(new Indented(), writer)) {
            new ReportJson(json).write(report);
            json.writeRaw('\n');
        }
    }

    /** Two spaces and a line feed, on every machine. */
    private static final class Indented extends ObjectWriteContext.Base {

        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        }
    }
}
