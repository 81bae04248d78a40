package dev.provenance.report;

import java.util.List;

/**
 * Text in the columns of a terminal, where Hangul, Han and other wide characters take two columns and combining marks none
 * (East Asian Width, Unicode Standard Annex 11).
 */
final class Columns {

    /** Columns of a terminal. */
    static final int WIDTH = 80;

    private Columns() {}

    /** Columns that a text takes. */
    static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    private static int width(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(character) ? 2 : 1;
    }

    private static boolean isWide(int character) {
        return (character >= 0x1100 && character <= 0x115F) // Hangul initial consonants
                || (character >= 0x2E80 && character <= 0x303E) // radicals, CJK punctuation
                || (character >= 0x3041 && character <= 0xA4CF) // kana to Yi
                || (character >= 0xA960 && character <= 0xA97C) // Hangul Jamo Extended-A
                || (character >= 0xAC00 && character <= 0xD7A3) // Hangul syllables
                || (character >= 0xF900 && character <= 0xFAFF)
                || (character >= 0xFE30 && character <= 0xFE6F)
                || (character >= 0xFF01 && character <= 0xFF60)
                || (character >= 0xFFE0 && character <= 0xFFE6)
                || (character >= 0x1F300 && character <= 0x1FAFF) // pictographs
                || (character >= 0x20000 && character <= 0x3FFFD);
    }

    /** The text and spaces up to a width; longer text as it is. */
    static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** Spaces up to a width and the text; longer text as it is. */
    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }

    /** The text, or its beginning and an ellipsis. */
    static String cut(String text, int width) {
        return width(text) <= width ? text : text.substring(0, fitting(text, width - 1)) + "…";
    }

    /** Adds a text as lines, the further ones indented, broken at the last space that fits; longer words are cut. */
    static void wrap(String text, int indent, List<String> lines) {
        String rest = text;
        while (width(rest) > WIDTH) {
            int most = fitting(rest, WIDTH);
            int space = rest.lastIndexOf(' ', most);
            int cut = space > indent ? space : most;
            lines.add(rest.substring(0, cut).stripTrailing());
            rest = " ".repeat(indent) + rest.substring(cut).strip();
        }
        lines.add(rest);
    }

    /** How many chars of a text fit a width. */
    private static int fitting(String text, int width) {
        int at = 0;
        int used = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            used += width(character);
            if (used > width) {
                return at;
            }
            at += Character.charCount(character);
        }
        return at;
    }
}
