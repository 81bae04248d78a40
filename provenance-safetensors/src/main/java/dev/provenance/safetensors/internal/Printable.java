package dev.provenance.safetensors.internal;

/** Makes text that stems from a file fit for one line of a message: nothing in it can hide, forge or reorder text. */
public final class Printable {
    private static final int LONGEST = 200;

    private Printable() {}

    /** In single quotes, escaped, shortened to about 200 characters. */
    public static String quoted(String text) {
        StringBuilder line = new StringBuilder("'");
        int at = 0;
        while (at < text.length() && line.length() <= LONGEST) {
            int character = text.codePointAt(at);
            boolean ambiguous = character == '\'' || character == '"' || character == '\\';
            append(line, character, ambiguous || !isVisible(character));
            at += Character.charCount(character);
        }
        line.append('\'');
        return at == text.length() ? line.toString() : line + "… (" + text.length() + " characters)";
    }

    /** Escaped, in full: for paths and messages, where quotes and backslashes have their usual meaning. */
    public static String plain(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(character -> append(line, character, !isVisible(character)));
        return line.toString();
    }

    private static void append(StringBuilder line, int character, boolean escape) {
        if (!escape) {
            line.appendCodePoint(character);
            return;
        }
        for (char unit : Character.toChars(character)) {
            line.append(String.format("\\u%04x", (int) unit));
        }
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
