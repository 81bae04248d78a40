package dev.provenance.tokenizer.model;

/** Which tokens speak for a common origin. */
public final class LearnedTokens {

    private static final String MARKERS = "<>[]";

    private LearnedTokens() {}

    /** Text that is not written like a control token: {@code <…>}, {@code [...]}; files without roles write those as text. */
    public static boolean isText(Vocabulary vocabulary, int token) {
        return vocabulary.kind(token) == TokenKind.TEXT && !isMarker(vocabulary.bytes(), token);
    }

    /**
     * Text of at least two characters, or two bytes of a character, beside spaces: what training chose. Single bytes and
     * characters stand in the order of their codes in any tokenizer, and so do runs of spaces in that of their length.
     */
    public static boolean isLearned(Vocabulary vocabulary, int token) {
        if (vocabulary.kind(token) != TokenKind.TEXT) {
            return false;
        }
        ByteStrings bytes = vocabulary.bytes();
        int characters = 0;
        int parts = 0;
        for (int i = 0; i < bytes.length(token); i++) {
            int value = bytes.at(token, i);
            if (value >= 0xc0 || (value > ' ' && value < 0x80)) {
                characters++;
            } else if (value >= 0x80) {
                parts++;
            }
        }
        return (characters >= 2 || (characters == 0 && parts >= 2)) && !isMarker(bytes, token);
    }

    private static boolean isMarker(ByteStrings bytes, int token) {
        int length = bytes.length(token);
        if (length < 3) {
            return false;
        }
        int open = MARKERS.indexOf(bytes.at(token, 0));
        boolean enclosed = (open & 1) == 0 && bytes.at(token, length - 1) == MARKERS.charAt(open + 1);
        for (int i = 1; enclosed && i < length - 1; i++) {
            enclosed = bytes.at(token, i) > ' ';
        }
        return enclosed;
    }
}
