package dev.provenance.tokenizer.model;

/** How a file writes the bytes of its tokens. */
public enum Alphabet {
    /** As they are. */
    PLAIN,
    /**
     * Every byte as one printable character, as GPT-2's {@code encoder.py} does: the 188 printable characters of Latin-1
     * stand for themselves, the other bytes in order for U+0100 and on, so that a space is {@code Ġ}. A token with any
     * other character is taken as written.
     */
    BYTE_LEVEL,
    /** {@code ▁} (U+2581) for a space, and {@code <0x0A>} for a byte. */
    METASPACE;

    private static final int META = 0x2581;
    private static final int BYTE_TOKEN = 6;
    private static final byte[] BYTES = byteLevel();
    private static final int ABSENT_FROM = 0x144;

    /** The byte of each character below {@link #ABSENT_FROM}; without meaning where {@link #isByteLevel} says no. */
    private static byte[] byteLevel() {
        byte[] bytes = new byte[ABSENT_FROM];
        int next = 0x100;
        for (int value = 0; value < 0x100; value++) {
            bytes[standsForItself(value) ? value : next++] = (byte) value;
        }
        return bytes;
    }

    private static boolean standsForItself(int value) {
        return (value > ' ' && value < 0x7f) || (value > 0xa0 && value != 0xad && value < 0x100);
    }

    private static boolean isByteLevel(int character) {
        return character < 0x100 ? standsForItself(character) : character < ABSENT_FROM;
    }

    /** Appends the bytes that a written token stands for; false where it was taken as written although it should not be. */
    boolean decode(ByteStrings written, int index, ByteStrings.Builder into) {
        switch (this) {
            case PLAIN -> into.append(written, index);
            case BYTE_LEVEL -> {
                return decodeByteLevel(written, index, into);
            }
            case METASPACE -> decodeMetaspace(written, index, into);
        }
        return true;
    }

    private static boolean decodeByteLevel(ByteStrings written, int index, ByteStrings.Builder into) {
        int length = written.length(index);
        for (int i = 0; i < length; i++) {
            int character = written.at(index, i);
            if (character >= 0xc0 && i + 1 < length && character < 0xe0) {
                character = ((character & 0x1f) << 6) | (written.at(index, ++i) & 0x3f);
            } else if (character >= 0x80) {
                character = Integer.MAX_VALUE;
            }
            if (!isByteLevel(character)) {
                into.discard();
                into.append(written, index);
                return false;
            }
            into.append(BYTES[character]);
        }
        return true;
    }

    private static void decodeMetaspace(ByteStrings written, int index, ByteStrings.Builder into) {
        int length = written.length(index);
        for (int i = 0; i < length; i++) {
            int value = written.at(index, i);
            boolean meta = value == 0xe2
                    && i + 2 < length
                    && written.at(index, i + 1) == (0x80 | ((META >> 6) & 0x3f))
                    && written.at(index, i + 2) == (0x80 | (META & 0x3f));
            into.append(meta ? ' ' : value);
            i += meta ? 2 : 0;
        }
    }

    /** The byte that {@code <0x0A>} stands for; -1 for any other token. */
    static int fallbackByte(ByteStrings written, int index) {
        boolean shape = written.length(index) == BYTE_TOKEN
                && written.at(index, 0) == '<'
                && written.at(index, 1) == '0'
                && written.at(index, 2) == 'x'
                && written.at(index, BYTE_TOKEN - 1) == '>';
        if (!shape) {
            return -1;
        }
        int high = Character.digit(written.at(index, 3), 16);
        int low = Character.digit(written.at(index, 4), 16);
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }
}
