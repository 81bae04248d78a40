package dev.provenance.tokenizer.model;

import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An immutable list of byte strings in one array: a vocabulary of 150,000 tokens takes three objects, not 300,000. */
public final class ByteStrings {

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

    /** Whether two strings of this or another list have the same bytes. */
    public boolean same(int index, ByteStrings other, int otherIndex) {
        return Arrays.equals(
                data, start(index), ends[index], other.data, other.start(otherIndex), other.ends[otherIndex]);
    }

    /** Komihash 5.0 of the bytes: the same on every machine and in every version. */
    public long hash(int index) {
        return Hashing.komihash5_0().hashBytesToLong(data, start(index), length(index));
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

        public void add(String text) {
            append(text);
            end();
        }

        /** Appends text as UTF-8; half a surrogate pair becomes a question mark. */
        public void append(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            append(bytes, 0, bytes.length);
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

        public ByteStrings build() {
            return new ByteStrings(Arrays.copyOf(data, length), Arrays.copyOf(ends, size));
        }
    }
}
