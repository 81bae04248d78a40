package dev.provenance.tokenizer.internal;

/** Makes text that stems from a file fit for one line of a message: nothing in it can hide, forge or reorder text. */
public final class Printable {

    private static final int LONGEST = 80;

    private Printable() {}

    /** In single quotes, escaped, shortened. */
    public static String quoted(String text) {
        int end = text.length() <= LONGEST ? text.length() : text.offsetByCodePoints(0, LONGEST / 2);
        String shown = plain(text.substring(0, end).replace("\\", "\\\\").replace("'", "\\'"));
        return "'" + shown + "'" + (end < text.length() ? "… (" + text.length() + " characters)" : "");
    }

    /** Escaped, in full. */
    public static String plain(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (isVisible(character)) {
                line.appendCodePoint(character);
            } else {
                for (char unit : Character.toChars(character)) {
                    line.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        return line.toString();
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
