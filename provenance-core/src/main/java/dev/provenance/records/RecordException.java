package dev.provenance.records;

import dev.provenance.safetensors.internal.Printable;
import java.io.IOException;
import java.nio.file.Path;

/** A recorded file cannot be used. The message is one line: file, line, rule, expected, actual, remedy. */
public final class RecordException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Path file;
    private final long line;

    /**
     * The texts need not be fit for printing.
     *
     * @param line number of the line, from 1; 0 where it is about the whole file
     */
    public RecordException(Path file, long line, String rule, String expected, String actual, String remedy) {
        super(Printable.plain(file + (line > 0 ? ", line " + line : "") + ": " + rule + ": expected " + expected
                + ", actual " + actual + ". " + remedy));
        this.file = file;
        this.line = line;
    }

    /** The file that was refused; not kept by serialization. */
    public Path file() {
        return file;
    }

    /** Number of the line, from 1; 0 where it is about the whole file. */
    public long line() {
        return line;
    }
}
