package dev.provenance.safetensors;

import dev.provenance.safetensors.internal.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Streams the header of one file; its text is never in memory as a whole. */
final class HeaderReader {
    private static final String METADATA = "__metadata__";
    private static final int MOST_METADATA = 100_000;
    private static final long MOST_METADATA_CHARACTERS = 16_000_000;

    private final Path file;
    private final ReadOptions options;
    private final int tensorsLeft;
    private final long metadataBefore;
    private final List<Anomaly> anomalies;
    private final JsonDocument document;

    private final Map<String, TensorEntry> entries = new HashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    /**
     * A reader of one header.
     *
     * @param tensorsLeft how many tensors the file may declare before the archive exceeds its limit
     * @param metadataBefore characters of metadata that the archive's other files hold
     * @param anomalies receives what is odd
     */
    HeaderReader(Path file, ReadOptions options, int tensorsLeft, long metadataBefore, List<Anomaly> anomalies) {
        this.file = file;
        this.options = options;
        this.tensorsLeft = tensorsLeft;
        this.metadataBefore = metadataBefore;
        this.anomalies = anomalies;
        this.document = new JsonDocument(file);
    }

    /** Reads and checks the header of a file of that size. */
    Header read(FileChannel channel, long fileBytes) throws IOException {
        if (fileBytes < Long.BYTES) {
            throw refusal(Rule.FILE_TOO_SHORT, "at least " + Long.BYTES + " bytes", fileBytes + " bytes");
        }
        long length = headerLength(channel, fileBytes);
        checkStart(channel, length);
        document.read(new ChannelInput(file, channel, Long.BYTES, length), this::readEntries);

        List<TensorEntry> tensors = new ArrayList<>(entries.values());
        tensors.sort(TensorEntry.BY_OFFSET);
        long dataStart = Long.BYTES + length;
        DataLayout.check(file, tensors, fileBytes - dataStart);
        return new Header(metadata, tensors, dataStart, sha256(channel, dataStart));
    }

    private String sha256(FileChannel channel, long bytes) throws IOException {
        try (DigestInputStream digesting = new DigestInputStream(
                new ChannelInput(file, channel, 0, bytes), MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private long headerLength(FileChannel channel, long fileBytes) throws IOException {
        byte[] prefix = new ChannelInput(file, channel, 0, Long.BYTES).readNBytes(Long.BYTES);
        long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
        // Unsigned: garbage and text in the place of a length are often huge.
        if (Long.compareUnsigned(length, options.maxHeaderBytes()) > 0) {
            throw refusal(
                    Rule.HEADER_TOO_LONG,
                    "at most " + options.maxHeaderBytes() + " bytes",
                    Long.toUnsignedString(length) + " bytes");
        }
        if (length > fileBytes - Long.BYTES) {
            throw refusal(
                    Rule.HEADER_BEYOND_FILE,
                    "at most the " + (fileBytes - Long.BYTES) + " bytes that follow the length",
                    length + " bytes");
        }
        return length;
    }

    private void checkStart(FileChannel channel, long length) throws IOException {
        byte[] start = new ChannelInput(file, channel, Long.BYTES, Math.min(length, 3)).readAllBytes();
        boolean byteOrderMark =
                start.length == 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB && start[2] == (byte) 0xBF;
        boolean whiteSpace = start.length > 0 && " \t\r\n".indexOf(start[0]) >= 0;
        if (byteOrderMark || (whiteSpace && !options.lenient())) {
            throw refusal(
                    Rule.HEADER_START, "'{' as the first byte", byteOrderMark ? "a byte order mark" : "white space");
        }
        if (whiteSpace) {
            anomalies.add(Anomaly.of(file, Anomaly.Kind.WHITE_SPACE_FIRST));
        }
    }

    private void readEntries(JsonParser parser) throws IOException {
        boolean metadataSeen = false;
        int declared = 0;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            if (name.equals(METADATA)) {
                if (metadataSeen) {
                    throw document.duplicate(null, METADATA, "the header");
                }
                metadataSeen = true;
                readMetadata(parser);
                continue;
            }
            // Entries are counted, not names: duplicates cost as much as others.
            declared++;
            if (declared > tensorsLeft) {
                throw refusal(Rule.TOO_MANY_TENSORS, "at most " + options.maxTensors() + " in the archive", "more");
            }
            TensorEntry entry = new EntryReader(document, file, anomalies, parser, name).read();
            if (entries.put(name, entry) != null) {
                duplicate(name, document.duplicate(name, name, "the header"));
            }
        }
    }

    private void readMetadata(JsonParser parser) throws IOException {
        requireText(parser, JsonToken.START_OBJECT, "an object of texts");
        int count = 0;
        long characters = metadataBefore;
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            parser.nextToken();
            requireText(parser, JsonToken.VALUE_STRING, "a text for " + Printable.quoted(key));
            count++;
            if (count > MOST_METADATA) {
                throw refusal(Rule.JSON_LIMIT, "at most " + MOST_METADATA + " keys in " + METADATA, "more");
            }
            String text = parser.getString();
            characters += key.length() + text.length();
            if (characters > MOST_METADATA_CHARACTERS) {
                throw refusal(
                        Rule.JSON_LIMIT,
                        "at most " + MOST_METADATA_CHARACTERS + " characters of metadata in the archive",
                        "more");
            }
            if (metadata.put(key, text) != null) {
                duplicate(key, document.duplicate(null, key, METADATA));
            }
        }
    }

    private void duplicate(String key, SafetensorsException refusal) throws SafetensorsException {
        if (!options.lenient()) {
            throw refusal;
        }
        anomalies.add(Anomaly.of(file, Anomaly.Kind.KEY_TWICE, Printable.quoted(key)));
    }

    private void requireText(JsonParser parser, JsonToken token, String expected) throws SafetensorsException {
        if (parser.currentToken() != token) {
            throw refusal(Rule.METADATA_NOT_TEXT, expected, JsonDocument.found(parser));
        }
    }

    private SafetensorsException refusal(Rule rule, String expected, String actual) {
        return new SafetensorsException(file, null, rule, expected, actual);
    }
}
