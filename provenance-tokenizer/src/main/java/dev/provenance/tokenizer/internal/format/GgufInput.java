package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.model.TokenizerException;
import dev.provenance.tokenizer.model.TokenizerRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Numbers, texts and values of GGUF, little-endian, never beyond the limit of bytes. */
final class GgufInput {

    private static final int TEXT = 8;
    private static final int ARRAY = 9;
    private static final int DEEPEST = 4;
    /** Bytes of each type of value; 0 where it varies. */
    private static final int[] WIDTHS = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

    private final Source source;
    private final InputStream in;
    private long position;

    GgufInput(Source source, InputStream in) {
        this.source = source;
        this.in = in;
    }

    private byte[] take(long length) throws IOException {
        if (length < 0 || length > source.limits().fileBytes() - position) {
            throw refusal(
                    TokenizerRule.TOO_LARGE,
                    "metadata of at most " + source.limits().fileBytes() + " bytes (ReadLimits.fileBytes)",
                    Long.toUnsignedString(length) + " bytes more");
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw refusal(TokenizerRule.TRUNCATED, length + " bytes", bytes.length + " bytes");
        }
        position += length;
        return bytes;
    }

    TokenizerException refusal(TokenizerRule rule, String expected, String actual) {
        return source.refusal("byte " + position, rule, expected, actual);
    }

    /** An unsigned integer of up to 8 bytes. */
    long unsigned(int width) throws IOException {
        byte[] bytes = take(width);
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[i] & 0xff);
        }
        return value;
    }

    float real() throws IOException {
        return Float.intBitsToFloat((int) unsigned(4));
    }

    String text() throws IOException {
        byte[] bytes = take(unsigned(8));
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refusal(TokenizerRule.NOT_UTF8, "valid UTF-8", "malformed bytes");
        }
    }

    /** Refuses a value of another type than expected. */
    void require(long type, int expected) throws TokenizerException {
        if (type != expected) {
            throw refusal(TokenizerRule.WRONG_TYPE, "a value of type " + expected, "type " + type);
        }
    }

    /** Length of an array of a type, whose header is read. */
    long array(int type, int elements) throws IOException {
        require(type, ARRAY);
        require(unsigned(4), elements);
        long length = unsigned(8);
        if (length < 0 || length > source.limits().merges()) {
            throw refusal(
                    TokenizerRule.TOO_LARGE,
                    "at most " + source.limits().merges() + " elements (ReadLimits.merges)",
                    Long.toUnsignedString(length));
        }
        return length;
    }

    /** Steps over a value. */
    void skip(int type) throws IOException {
        skip(type, 0);
    }

    private void skip(int type, int depth) throws IOException {
        if (type < 0 || type >= WIDTHS.length || depth > DEEPEST) {
            throw refusal(TokenizerRule.MALFORMED, "a type of value from 0 to 12", Integer.toString(type));
        }
        if (type == TEXT) {
            take(unsigned(8));
        } else if (type == ARRAY) {
            int elements = (int) unsigned(4);
            long count = unsigned(8);
            if (elements >= 0 && elements < WIDTHS.length && WIDTHS[elements] > 0) {
                take(Math.multiplyHigh(count, WIDTHS[elements]) == 0 ? count * WIDTHS[elements] : -1);
            } else {
                for (long i = 0; i < count; i++) {
                    skip(elements, depth + 1);
                }
            }
        } else {
            take(WIDTHS[type]);
        }
    }
}
