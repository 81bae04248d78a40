package dev.provenance.architecture;

import dev.provenance.safetensors.internal.Printable;
import java.io.IOException;
import java.nio.file.Path;

/** A model's configuration cannot be used. The message is one line: file, rule, expected, actual, remedy. */
public final class ConfigException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Path file;

    /** The texts need not be fit for printing. */
    public ConfigException(Path file, String rule, String expected, String actual, String remedy) {
        super(Printable.plain(file + ": " + rule + ": expected " + expected + ", actual " + actual + ". " + remedy));
        this.file = file;
    }

    /** The file that was refused; not kept by serialization. */
    public Path file() {
        return file;
    }
}
