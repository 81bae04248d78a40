package dev.provenance.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is replaced whole or not at all. */
final class ReportFile {

    private ReportFile() {}

    /** What is written. */
    interface Content {
        void writeTo(Writer writer) throws IOException;
    }

    /**
     * Writes a file in UTF-8; half a surrogate pair in a name, which UTF-8 cannot hold, becomes a question mark. Links are
     * followed; a device or pipe is written to.
     *
     * @throws IOException if the file cannot be written
     */
    static void write(Content content, Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": expected the name of a file to write, actual a folder.");
        }
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            writeTo(content, target);
            return;
        }
        Path unfinished = target.resolveSibling(
                target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            writeTo(content, unfinished);
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void writeTo(Content content, Path file) throws IOException {
        try (Writer writer =
                new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8))) {
            content.writeTo(writer);
        }
    }
}
