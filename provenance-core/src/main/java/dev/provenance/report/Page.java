package dev.provenance.report;

import dev.provenance.message.Message;
import dev.provenance.safetensors.internal.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines for a terminal in one language. What is added is escaped: names from files can neither hide nor forge text. */
final class Page {

    private static final int LABEL = 11;
    private static final int INDENT = 4;

    private final Locale language;
    private final List<String> lines = new ArrayList<>();

    Page(Locale language) {
        this.language = language;
    }

    /** A text of the bundle {@code text}, in the page's language. */
    String text(String key, Object... arguments) {
        return in(Message.of("text." + key, arguments));
    }

    /** A message in the page's language. */
    String in(Message message) {
        return Printable.plain(message.in(language));
    }

    /** The name of a constant in the page's language. */
    String term(Enum<?> constant) {
        return in(Message.of("message.verbatim", constant));
    }

    /** One line as it is. */
    void line(String line) {
        lines.add(line);
    }

    void blank() {
        lines.add("");
    }

    /** A text in as many lines as it needs. */
    void wrapped(String text) {
        Columns.wrap(text, INDENT, lines);
    }

    /** A label of the bundle and what stands beside it. */
    void labelled(String key, String text) {
        String label = text(key);
        Columns.wrap(
                Columns.left(label, LABEL - 1) + " ".repeat(Columns.width(label) < LABEL - 1 ? 1 : 2) + text,
                LABEL,
                lines);
    }

    /** Text below what stands beside a label. */
    void below(String text) {
        Columns.wrap(" ".repeat(LABEL) + text, LABEL, lines);
    }

    /** A sentence of a list. */
    void item(Message message) {
        wrapped("  - " + in(message));
    }

    /** The lines, each ended by a line feed. */
    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
