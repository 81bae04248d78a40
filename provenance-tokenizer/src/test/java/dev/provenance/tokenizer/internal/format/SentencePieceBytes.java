package dev.provenance.tokenizer.internal.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes SentencePiece models for tests. */
public final class SentencePieceBytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public SentencePieceBytes piece(String text, float score, int type) {
        return piece(text.getBytes(StandardCharsets.UTF_8), score, type);
    }

    SentencePieceBytes piece(byte[] text, float score, int type) {
        out.write(0x0a);
        out.write(text.length + 9);
        out.write(0x0a);
        out.write(text.length);
        out.writeBytes(text);
        out.write(0x15);
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(score)
                .array());
        out.write(0x18);
        out.write(type);
        return this;
    }

    /** A trainer_spec with model_type BPE, and an identical normalizer_spec. */
    SentencePieceBytes bpe() {
        out.writeBytes(new byte[] {0x12, 2, 0x18, 2});
        return this;
    }

    SentencePieceBytes raw(int... bytes) {
        for (int value : bytes) {
            out.write(value);
        }
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }
}
