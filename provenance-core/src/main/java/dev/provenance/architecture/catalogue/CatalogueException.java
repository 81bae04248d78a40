package dev.provenance.architecture.catalogue;

import dev.provenance.safetensors.internal.Printable;
import java.io.IOException;

/** A catalogue's file breaks a rule. The message is one line: file, line, rule, expected, actual, remedy. */
public final class CatalogueException extends IOException {

    private static final long serialVersionUID = 1;

    CatalogueException(String file, int line, String rule, String expected, String actual, String remedy) {
        super(Printable.plain(file) + ", line " + line + ": " + rule + ": expected " + expected + ", actual "
                + Printable.quoted(actual) + ". " + remedy);
    }
}
