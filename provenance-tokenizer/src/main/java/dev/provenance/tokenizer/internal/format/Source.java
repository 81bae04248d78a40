package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.model.ReadLimits;
import dev.provenance.tokenizer.model.TokenizerException;
import dev.provenance.tokenizer.model.TokenizerRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file to read, its limits and its refusals. */
record Source(Path file, ReadLimits limits) {

    private static final byte[] LFS = "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = 4096;

    /** The first bytes of the file. */
    byte[] head() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD);
        }
    }

    /** The whole file. */
    byte[] bytes() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes((int) limits.fileBytes() + 1);
        }
        if (bytes.length > limits.fileBytes()) {
            throw refusal(
                    "",
                    TokenizerRule.TOO_LARGE,
                    "at most " + limits.fileBytes() + " bytes (ReadLimits.fileBytes)",
                    Files.size(file) + " bytes");
        }
        return bytes;
    }

    /** The whole file as text, without a byte order mark. */
    String text() throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes()))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw refusal("", TokenizerRule.NOT_UTF8, "valid UTF-8", "malformed bytes");
        }
    }

    static boolean isLfsPointer(byte[] head) {
        return head.length >= LFS.length && Arrays.equals(head, 0, LFS.length, LFS, 0, LFS.length);
    }

    TokenizerException refusal(String place, TokenizerRule rule, String expected, String actual) {
        return new TokenizerException(file, place, rule, expected, actual);
    }
}
