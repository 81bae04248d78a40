package dev.provenance.report.internal.html;

import dev.provenance.message.Message;
import dev.provenance.safetensors.internal.Printable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes HTML in one language. Whatever text comes in, from a model's file too, is escaped: markup in it is shown, not
 * obeyed, and characters that hide or reorder text are shown as escapes. Names of tags and attributes are the page's own,
 * and still checked: no attribute may run a script, load something or carry a style.
 */
final class Html {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Set<String> ATTRIBUTES = Set.of(
            "id",
            "class",
            "lang",
            "title",
            "scope",
            "colspan",
            "role",
            "tabindex",
            "for",
            "value",
            "selected",
            "open",
            "aria-label",
            "aria-labelledby",
            "aria-describedby",
            "aria-hidden",
            "data-chart");

    private final StringBuilder page = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();
    private final Locale language;

    Html(Locale language) {
        this.language = language;
    }

    Locale language() {
        return language;
    }

    /**
     * Opens an element.
     *
     * @param attributes names and values in turn; a link may only lead to a place of the same page
     */
    Html open(String tag, String... attributes) {
        tag(tag, attributes);
        open.push(tag);
        return this;
    }

    /** Closes the element that was opened last. */
    Html close() {
        page.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** An element that holds nothing but text. */
    Html element(String tag, String text, String... attributes) {
        tag(tag, attributes);
        text(text);
        page.append("</").append(tag).append('>');
        return this;
    }

    Html element(String tag, Message message, String... attributes) {
        return element(tag, message.in(language), attributes);
    }

    Html text(String text) {
        escape(Printable.plain(text), page);
        return this;
    }

    Html text(Message message) {
        return text(message.in(language));
    }

    /** A sentence of the page's own bundle. */
    static Message label(String key, Object... arguments) {
        return Message.of("html." + key, arguments);
    }

    private void tag(String tag, String... attributes) {
        require(NAME.matcher(tag).matches() && !tag.equals("script") && !tag.equals("style"), tag);
        page.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            String name = attributes[i];
            String value = attributes[i + 1];
            require(ATTRIBUTES.contains(name) || (name.equals("href") && value.startsWith("#")), name + "=" + value);
            page.append(' ').append(name).append("=\"");
            escape(Printable.plain(value), page);
            page.append('"');
        }
        page.append('>');
    }

    private static void require(boolean allowed, String actual) {
        if (!allowed) {
            throw new IllegalArgumentException(
                    "Page: expected a tag or attribute that cannot run, load or style anything, actual " + actual);
        }
    }

    /**
     * Data for the page's script. JSON may hold {@code <} and line separators in its strings only, where their escapes mean
     * the same.
     */
    Html data(String id, String json) {
        page.append("<script type=\"application/json\" id=\"");
        escape(id, page);
        page.append("\">")
                .append(json.replace("&", "\\u0026")
                        .replace("<", "\\u003c")
                        .replace(">", "\\u003e")
                        .replace("\u2028", "\\u2028")
                        .replace("\u2029", "\\u2029"))
                .append("</script>\n");
        return this;
    }

    /** Markup of the library itself, which holds no value of a report. */
    Html own(String markup) {
        page.append(markup);
        return this;
    }

    private static void escape(String text, StringBuilder target) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '&' -> target.append("&amp;");
                case '<' -> target.append("&lt;");
                case '>' -> target.append("&gt;");
                case '"' -> target.append("&quot;");
                case '\'' -> target.append("&#39;");
                case '`' -> target.append("&#96;");
                default -> target.append(character);
            }
        }
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
