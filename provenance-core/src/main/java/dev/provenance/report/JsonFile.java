package dev.provenance.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** JSON as a string or a file, indented alike on every machine. */
final class JsonFile {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonFile() {}

    static String toString(Consumer<JsonGenerator> content) {
        StringWriter writer = new StringWriter();
        write(content, writer);
        return writer.toString();
    }

    /**
     * Writes a file, replacing it whole or not at all. Links are followed; a device or pipe is written to.
     *
     * @throws IOException if the file cannot be written
     */
    static void write(Consumer<JsonGenerator> content, Path file) throws IOException {
        try {
            ReportFile.write(writer -> write(content, writer), file);
        } catch (JacksonException e) {
            throw new IOException(file + ": the report could not be written: " + e.getOriginalMessage(), e);
        }
    }

    private static void write(Consumer<JsonGenerator> content, Writer writer) {
        try (JsonGenerator json = FACTORY.createGenerator(new Indented(), writer)) {
            content.accept(json);
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
