package dev.provenance.records;

import dev.provenance.safetensors.internal.StandIn;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The lines of a recorded file: UTF-8 without a byte order mark, ended by a line feed with or without a carriage return.
 * Blank lines say nothing and are passed over. Needs memory for one line.
 */
public final class RecordLines {

    private static final int BUFFER = 1 << 16;
    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Path file;
    private final RecordLimits limits;

    private RecordLines(Path file, RecordLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    /** What is done with a line. */
    @FunctionalInterface
    public interface Reader {

        /**
         * Takes a line.
         *
         * @param number of the line, from 1
         */
        void read(long number, String line) throws IOException;
    }

    /**
     * Reads a file from first to last line.
     *
     * @throws RecordException if it is no file, has no line, is not UTF-8, or a limit is passed
     */
    public static void read(Path file, RecordLimits limits, Reader reader) throws IOException {
        if (!Files.isRegularFile(file)) {
            String there = Files.exists(file) ? "a folder, pipe or device" : "nothing";
            throw new RecordException(file, 0, "not a file", "a regular file", there, "Name the recorded file.");
        }
        Optional<String> standIn = StandIn.describe(file);
        if (standIn.isPresent()) {
            throw new RecordException(file, 0, "not the file itself", "text", "a stand-in", standIn.get());
        }
        new RecordLines(file, limits).read(reader);
    }

    private void read(Reader reader) throws IOException {
        byte[] line = new byte[Math.min(BUFFER, limits.lineBytes())];
        long number = 0;
        int read = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            int length = 0;
            for (int next = in.read(); next >= 0 || length > 0; next = in.read()) {
                if (next >= 0 && next != '\n') {
                    line = room(line, length, number + 1);
                    line[length++] = (byte) next;
                    continue;
                }
                number++;
                String text = decode(line, length, number);
                length = 0;
                if (!text.isBlank()) {
                    read++;
                    if (read > limits.lines()) {
                        throw new RecordException(
                                file,
                                number,
                                "too many lines",
                                "at most " + limits.lines(),
                                "more",
                                "Split the file, or raise the limit (RecordLimits).");
                    }
                    reader.read(number, text);
                }
            }
        }
        if (read == 0) {
            throw new RecordException(
                    file, 0, "nothing recorded", "at least one line", "an empty file", "Record it again.");
        }
    }

    private byte[] room(byte[] line, int length, long number) throws RecordException {
        if (length == limits.lineBytes()) {
            throw new RecordException(
                    file,
                    number,
                    "line too long",
                    "at most " + limits.lineBytes() + " bytes",
                    "more",
                    "Is it line by line? The limit is that of RecordLimits.");
        }
        return length < line.length ? line : Arrays.copyOf(line, (int) Math.min(2L * length, limits.lineBytes()));
    }

    private String decode(byte[] line, int length, long number) throws RecordException {
        if (number == 1 && length >= 3 && Arrays.equals(line, 0, 3, UTF_8_MARK, 0, 3)) {
            throw new RecordException(
                    file,
                    number,
                    "byte order mark",
                    "UTF-8 without one",
                    "the bytes EF BB BF",
                    "Save the file as plain UTF-8.");
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, end))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RecordException(
                    file,
                    number,
                    "not UTF-8",
                    "valid UTF-8",
                    "other bytes (" + e.getMessage() + ")",
                    "Convert the file; UTF-16 and legacy encodings are not read.");
        }
    }
}
