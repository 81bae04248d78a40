package dev.provenance.tokenizer.internal.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes GGUF metadata for tests. */
final class GgufBytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int keys;

    GgufBytes text(String key, String value) {
        return key(key, 8).string(value);
    }

    GgufBytes number(String key, int value) {
        return key(key, 4).int32(value);
    }

    GgufBytes texts(String key, String... values) {
        key(key, 9).int32(8).int64(values.length);
        for (String value : values) {
            string(value);
        }
        return this;
    }

    GgufBytes ints(String key, int... values) {
        key(key, 9).int32(5).int64(values.length);
        for (int value : values) {
            int32(value);
        }
        return this;
    }

    /** An array of texts that says to have {@code length} of them and has none. */
    GgufBytes promise(String key, long length) {
        return key(key, 9).int32(8).int64(length);
    }

    private GgufBytes key(String key, int type) {
        keys++;
        return string(key).int32(type);
    }

    private GgufBytes string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int64(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    private GgufBytes int32(int value) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    private GgufBytes int64(long value) {
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
        return this;
    }

    byte[] bytes() {
        return bytes(3);
    }

    byte[] bytes(int version) {
        byte[] content = out.toByteArray();
        return ByteBuffer.allocate(24 + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("GGUF".getBytes(StandardCharsets.US_ASCII))
                .putInt(version)
                .putLong(0)
                .putLong(keys)
                .put(content)
                .array();
    }
}
