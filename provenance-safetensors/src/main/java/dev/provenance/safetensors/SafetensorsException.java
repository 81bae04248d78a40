package dev.provenance.safetensors;

import dev.provenance.safetensors.internal.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint breaks a {@link Rule}. The message is one line:
 *
 * <pre>FILE: tensor 'NAME': RULE: expected …, actual …. REMEDY</pre>
 *
 * <p>The tensor stands there only where there is one. Names from the file are escaped and shortened in the message;
 * {@link #tensor()} has them as they are.
 */
public final class SafetensorsException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final @Nullable String tensor;
    private final Rule rule;
    private final String expected;
    private final String actual;
    private final String remedy;

    /** With the rule's usual remedy. {@code expected} and {@code actual} are fit for printing already. */
    SafetensorsException(Path file, @Nullable String tensor, Rule rule, String expected, String actual) {
        this(file, tensor, rule, expected, actual, rule.remedy());
    }

    SafetensorsException(Path file, @Nullable String tensor, Rule rule, String expected, String actual, String remedy) {
        super(Printable.plain(file.toString())
                + (tensor == null ? "" : ": tensor " + Printable.quoted(tensor))
                + ": " + rule.text() + ": expected " + expected + ", actual " + actual + ". " + remedy);
        this.file = file;
        this.tensor = tensor;
        this.rule = rule;
        this.expected = expected;
        this.actual = actual;
        this.remedy = remedy;
    }

    /** The file that breaks the rule; not kept by serialization. */
    public Path file() {
        return file;
    }

    /** The tensor it is about, if it is about one: its name as in the file, unescaped. */
    public Optional<String> tensor() {
        return Optional.ofNullable(tensor);
    }

    /** The rule that is broken. */
    public Rule rule() {
        return rule;
    }

    /** What the rule asks for, fit for printing. */
    public String expected() {
        return expected;
    }

    /** What was found instead, fit for printing. */
    public String actual() {
        return actual;
    }

    /** What can be done about it: a sentence. */
    public String remedy() {
        return remedy;
    }
}
