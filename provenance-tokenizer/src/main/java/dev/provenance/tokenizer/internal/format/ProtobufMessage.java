package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.model.TokenizerException;
import dev.provenance.tokenizer.model.TokenizerRule;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * One message in Protocol Buffers' wire format, read field by field; fields inside share its bytes. See the
 * "Encoding" page of Protocol Buffers' documentation.
 */
final class ProtobufMessage {

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED_32 = 5;
    private static final int MOST_VARINT_BITS = 64;

    private final Source source;
    private final byte[] bytes;
    private final int end;
    private int at;
    private int type;
    private long number;
    private int valueStart;
    private int valueEnd;

    ProtobufMessage(Source source, byte[] bytes) {
        this(source, bytes, 0, bytes.length);
    }

    private ProtobufMessage(Source source, byte[] bytes, int start, int end) {
        this.source = source;
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /** Steps to the next field and gives its number; 0 at the end of the message. */
    int next() throws TokenizerException {
        if (at == end) {
            return 0;
        }
        int start = at;
        long tag = varint();
        type = (int) tag & 7;
        long field = tag >>> 3;
        if (field < 1 || field > Integer.MAX_VALUE) {
            throw source.refusal(
                    "byte " + start, TokenizerRule.MALFORMED, "a field number from 1 on", Long.toString(field));
        }
        switch (type) {
            case VARINT -> number = varint();
            case FIXED_64 -> take(8, start);
            case LENGTH -> take(varint(), start);
            case FIXED_32 -> take(4, start);
            default ->
                throw source.refusal(
                        "byte " + start,
                        TokenizerRule.MALFORMED,
                        "a wire type of 0, 1, 2 or 5",
                        Integer.toString(type));
        }
        return (int) field;
    }

    private void take(long length, int field) throws TokenizerException {
        if (length < 0 || length > end - at) {
            throw source.refusal(
                    "byte " + field,
                    TokenizerRule.TRUNCATED,
                    "a field of at most the " + (end - at) + " bytes that are left",
                    Long.toUnsignedString(length) + " bytes");
        }
        valueStart = at;
        at += (int) length;
        valueEnd = at;
    }

    private long varint() throws TokenizerException {
        long value = 0;
        for (int shift = 0; shift < MOST_VARINT_BITS; shift += 7) {
            if (at == end) {
                throw source.refusal("byte " + at, TokenizerRule.TRUNCATED, "the rest of a number", "the end");
            }
            byte part = bytes[at++];
            value |= (part & 0x7fL) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw source.refusal("byte " + at, TokenizerRule.MALFORMED, "a number of at most 10 bytes", "more");
    }

    private void require(int expected, String what) throws TokenizerException {
        if (type != expected) {
            throw source.refusal(
                    "byte " + at, TokenizerRule.WRONG_TYPE, what + " (wire type " + expected + ")", "type " + type);
        }
    }

    /** The current field as a number. */
    long number() throws TokenizerException {
        require(VARINT, "a number");
        return number;
    }

    /** The current field as a float. */
    float real() throws TokenizerException {
        require(FIXED_32, "a float");
        int bits = 0;
        for (int i = 3; i >= 0; i--) {
            bits = (bits << 8) | (bytes[valueStart + i] & 0xff);
        }
        return Float.intBitsToFloat(bits);
    }

    /** The current field as text. */
    String text() throws TokenizerException {
        require(LENGTH, "a text");
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, valueStart, valueEnd - valueStart))
                    .toString();
        } catch (CharacterCodingException e) {
            throw source.refusal("byte " + valueStart, TokenizerRule.NOT_UTF8, "valid UTF-8", "malformed bytes");
        }
    }

    /** Length of the current field's value. */
    int length() {
        return type == LENGTH ? valueEnd - valueStart : 0;
    }

    /** The current field as a message. */
    ProtobufMessage message() throws TokenizerException {
        require(LENGTH, "a message");
        return new ProtobufMessage(source, bytes, valueStart, valueEnd);
    }
}
