package dev.provenance.tokenizer.model;

import dev.provenance.tokenizer.internal.Printable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A tokenizer's file breaks a {@link TokenizerRule}. The message is one line:
 *
 * <pre>FILE: PLACE: RULE: expected …, actual …. REMEDY</pre>
 *
 * <p>The place (a field, a line, an offset) stands there only where there is one.
 */
public final class TokenizerException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final TokenizerRule rule;

    /** {@code expected} and {@code actual} are fit for printing already. */
    public TokenizerException(Path file, String place, TokenizerRule rule, String expected, String actual) {
        super(Printable.plain(file.toString())
                + (place.isEmpty() ? "" : ": " + place)
                + ": " + rule.text() + ": expected " + expected + ", actual " + actual + ". " + rule.remedy());
        this.file = file;
        this.rule = rule;
    }

    /** The file that was refused; not kept by serialization. */
    public Path file() {
        return file;
    }

    /** The rule that is broken. */
    public TokenizerRule rule() {
        return rule;
    }
}
