package dev.provenance;

import dev.provenance.safetensors.Printable;
import java.io.IOException;
import java.nio.file.Path;

/** A model's folder has a file that cannot be used. The message is one line: file, rule, expected, actual, remedy. */
public final class ModelException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Path file;

    ModelException(Path file, String rule, String expected, String actual, String remedy) {
        super(Printable.plain(file + ": " + rule + ": expected " + expected + ", actual " + actual + ". " + remedy));
        this.file = file;
    }

    /** The file that was refused. */
    public Path file() {
        return file;
    }
}
