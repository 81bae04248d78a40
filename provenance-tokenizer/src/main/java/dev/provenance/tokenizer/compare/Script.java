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
        Script found = CODE;
        int at = 0;
        while (at < bytes.length(token)) {
            int character = bytes.codePoint(token, at);
            if (character < 0) {
                return BYTES;
            }
            if (found == CODE || found == DIGITS) {
                found = Character.isLetter(character)
                        ? ofLetter(character)
                        : Character.isDigit(character) ? DIGITS : found;
            }
            at += ByteStrings.utf8Length(character);
        }
        return found;
    }

    private static Script ofLetter(int letter) {
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
