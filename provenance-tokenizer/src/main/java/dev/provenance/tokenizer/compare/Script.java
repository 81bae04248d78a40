package dev.provenance.tokenizer.compare;

import dev.provenance.tokenizer.model.ByteStrings;
import dev.provenance.tokenizer.model.Vocabulary;

/** What a token is written in: the script of its first letter, else digits, else code, that is signs and spaces. */
public enum Script {
    LATIN,
    HANGUL,
    HAN,
    KANA,
    CYRILLIC,
    ARABIC,
    DEVANAGARI,
    OTHER_LETTERS,
    DIGITS,
    CODE,
    /** Single bytes and parts of characters. */
    BYTES,
    SPECIAL;

    static Script of(Vocabulary vocabulary, int token) {
        return switch (vocabulary.kind(token)) {
            case SPECIAL -> SPECIAL;
            case BYTE -> BYTES;
            case TEXT -> ofText(vocabulary.bytes(), token);
        };
    }

    private static Script ofText(ByteStrings bytes, int token) {
        boolean digits = false;
        for (int i = 0; i < bytes.length(token); i++) {
            int value = bytes.at(token, i);
            if (value >= 0x80) {
                return ofText(bytes.text(token));
            }
            if (Character.isLetter(value)) {
                return isAscii(bytes, token, i) ? LATIN : ofText(bytes.text(token));
            }
            digits |= Character.isDigit(value);
        }
        return digits ? DIGITS : CODE;
    }

    private static boolean isAscii(ByteStrings bytes, int token, int from) {
        for (int i = from; i < bytes.length(token); i++) {
            if (bytes.at(token, i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static Script ofText(String text) {
        if (text.indexOf('\uFFFD') >= 0) {
            return BYTES;
        }
        int letter = text.codePoints().filter(Character::isLetter).findFirst().orElse(-1);
        if (letter < 0) {
            return text.codePoints().anyMatch(Character::isDigit) ? DIGITS : CODE;
        }
        return switch (Character.UnicodeScript.of(letter)) {
            case LATIN -> LATIN;
            case HANGUL -> HANGUL;
            case HAN -> HAN;
            case HIRAGANA, KATAKANA -> KANA;
            case CYRILLIC -> CYRILLIC;
            case ARABIC -> ARABIC;
            case DEVANAGARI -> DEVANAGARI;
            default -> OTHER_LETTERS;
        };
    }
}
