package dev.provenance.tokenizer.model;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An immutable list of byte strings in one array: a vocabulary of 150,000 tokens takes three objects, not 300,000. */
public final class ByteStrings {

    private static final Hasher64 KOMIHASH = Hashing.komihash5_0();

    private final byte[] data;
    private final int[] ends;

    private ByteStrings(byte[] data, int[] ends) {
        this.data = data;
        this.ends = ends;
    }

    public int size() {
        return ends.length;
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /** Length of one string in bytes. */
    public int length(int index) {
        return ends[index] - start(index);
    }

    /** Length of the longest string in bytes. */
    int longest() {
        int longest = 0;
        for (int index = 0; index < size(); index++) {
            longest = Math.max(longest, length(index));
        }
        return longest;
    }

    /** A copy of one string. */
    public byte[] get(int index) {
        return Arrays.copyOfRange(data, start(index), ends[index]);
    }

    /** One string as text; malformed UTF-8 becomes U+FFFD. */
    public String text(int index) {
        return new String(data, start(index), length(index), StandardCharsets.UTF_8);
    }

    /** A byte of one string, unsigned. */
    public int at(int index, int position) {
        return data[start(index) + position] & 0xff;
    }

    /** The character that begins at a position of one string in UTF-8; -1 if none does. */
    public int codePoint(int index, int position) {
        int lead = at(index, position);
        if (lead < 0x80) {
            return lead;
        }
        int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (lead < 0xc2 || lead > 0xf4 || position + length > length(index)) {
            return -1;
        }
        int value = lead & (0x7f >> length);
        for (int i = 1; i < length; i++) {
            int part = at(index, position + i);
            if ((part & 0xc0) != 0x80) {
                return -1;
            }
            value = (value << 6) | (part & 0x3f);
        }
        boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
        return utf8Length(value) != length || surrogate || value > Character.MAX_CODE_POINT ? -1 : value;
    }

    /** Length of a character in UTF-8. */
    public static int utf8Length(int character) {
        if (character < 0x80) {
            return 1;
        }
        return character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }

    /** Whether two strings of this or another list have the same bytes. */
    public boolean same(int index, ByteStrings other, int otherIndex) {
        return Arrays.equals(
                data, start(index), ends[index], other.data, other.start(otherIndex), other.ends[otherIndex]);
    }

    boolean same(int index, byte[] other, int from, int to) {
        return Arrays.equals(data, start(index), ends[index], other, from, to);
    }

    /** Komihash 5.0 of the bytes: the same on every machine and in every version. */
    public long hash(int index) {
        return hash(data, start(index), ends[index]);
    }

    static long hash(byte[] bytes, int from, int to) {
        return KOMIHASH.hashBytesToLong(bytes, from, to - from);
    }

    /** Collects strings; not thread-safe. */
    public static final class Builder {

        private byte[] data = new byte[1 << 12];
        private int[] ends = new int[1 << 9];
        private int size;
        private int length;

        public int size() {
            return size;
        }

        /** Appends a byte to the string that {@link #end()} will close. */
        public void append(int value) {
            reserve(1);
            data[length++] = (byte) value;
        }

        /** Closes the string of the bytes appended so far. */
        public void end() {
            if (size == ends.length) {
                ends = Arrays.copyOf(ends, size * 2);
            }
            ends[size++] = length;
        }

        /** Drops what was appended since the last {@link #end()}. */
        public void discard() {
            length = size == 0 ? 0 : ends[size - 1];
        }

        public void add(byte[] bytes) {
            append(bytes, 0, bytes.length);
            end();
        }

        /** Adds text as UTF-8; half a surrogate pair becomes a question mark. */
        public void add(String text) {
            add(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Adds characters as UTF-8; otherwise as {@link #add(String)}. */
        public void add(char[] text, int from, int to) {
            reserve(2 * (to - from));
            for (int i = from; i < to; i++) {
                if (text[i] >= 0x800) {
                    discard();
                    add(new String(text, from, to - from));
                    return;
                }
                if (text[i] >= 0x80) {
                    data[length++] = (byte) (0xc0 | (text[i] >> 6));
                    data[length++] = (byte) (0x80 | (text[i] & 0x3f));
                } else {
                    data[length++] = (byte) text[i];
                }
            }
            end();
        }

        public void append(byte[] bytes, int from, int count) {
            reserve(count);
            System.arraycopy(bytes, from, data, length, count);
            length += count;
        }

        /** Appends a string of another list. */
        public void append(ByteStrings other, int index) {
            append(other.data, other.start(index), other.length(index));
        }

        private void reserve(int count) {
            int needed = Math.addExact(length, count);
            if (needed > data.length) {
                data = Arrays.copyOf(data, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, data.length * 2L)));
            }
        }

        /** The bytes since the last {@link #end()}, which are then dropped. */
        int take(byte[] into, int at) {
            int start = size == 0 ? 0 : ends[size - 1];
            int count = length - start;
            System.arraycopy(data, start, into, at, count);
            length = start;
            return count;
        }

        public ByteStrings build() {
            return new ByteStrings(Arrays.copyOf(data, length), Arrays.copyOf(ends, size));
        }
    }
}
