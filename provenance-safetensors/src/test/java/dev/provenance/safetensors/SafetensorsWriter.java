package dev.provenance.safetensors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Writes safetensors files for tests, valid ones from tensors and broken ones from raw headers. */
public final class SafetensorsWriter {
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> entries = new ArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    /** Appends a tensor; its bytes are not checked against its shape. */
    public SafetensorsWriter add(String name, DType dtype, List<Long> shape, byte[] bytes) {
        int begin = data.size();
        data.writeBytes(bytes);
        names.add(name);
        entries.add(quote(name) + ":" + entry(dtype.name(), shape.toString(), begin, data.size()));
        return this;
    }

    /** Appends an F32 tensor of one dimension. */
    public SafetensorsWriter floats(String name, float... values) {
        return add(name, DType.F32, List.of((long) values.length), bytes(values));
    }

    /** Adds an entry to {@code __metadata__}. */
    public SafetensorsWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /** Writes the file and returns its path. */
    public Path write(Path file) throws IOException {
        return writeRaw(file, header(), data.toByteArray());
    }

    /** The header's JSON, for tests that go on to damage it. */
    public String header() {
        StringJoiner header = new StringJoiner(",", "{", "}");
        if (!metadata.isEmpty()) {
            StringJoiner map = new StringJoiner(",", "\"__metadata__\":{", "}");
            metadata.forEach((key, value) -> map.add(quote(key) + ":" + quote(value)));
            header.add(map.toString());
        }
        entries.forEach(header::add);
        return header.toString();
    }

    /** The JSON of an entry's value. */
    public static String entry(String dtype, String shape, long begin, long end) {
        return "{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":[" + begin + "," + end + "]}";
    }

    /** Writes the length of that header, the header as it is, and the data. */
    public static Path writeRaw(Path file, String header, byte[] data) throws IOException {
        return writeRaw(file, header.getBytes(StandardCharsets.UTF_8), data);
    }

    /** Writes the length of that header, the header as it is, and the data. */
    public static Path writeRaw(Path file, byte[] header, byte[] data) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(Long.BYTES + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(data);
        return Files.write(file, content.array());
    }

    /** Writes shards, by file name, into a folder with an index of them, and returns the index. */
    public static Path writeSharded(Path folder, Map<String, SafetensorsWriter> shards) throws IOException {
        Map<String, String> shardOf = new LinkedHashMap<>();
        for (Map.Entry<String, SafetensorsWriter> shard : shards.entrySet()) {
            shard.getValue().write(folder.resolve(shard.getKey()));
            shard.getValue().names.forEach(name -> shardOf.put(name, shard.getKey()));
        }
        return writeIndex(folder, shardOf);
    }

    /** Writes an index with that weight map into a folder. */
    public static Path writeIndex(Path folder, Map<String, String> shardOf) throws IOException {
        StringJoiner map = new StringJoiner(",", "{", "}");
        shardOf.forEach((tensor, shard) -> map.add(quote(tensor) + ":" + quote(shard)));
        String index = "{\"metadata\":{\"total_size\":1},\"weight_map\":" + map + "}";
        return Files.writeString(folder.resolve("model.safetensors.index.json"), index);
    }

    /** Values as little-endian F32. */
    public static byte[] bytes(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            buffer.putFloat(value);
        }
        return buffer.array();
    }

    /** A JSON string: what has to be escaped is, and so is all that is not ASCII. */
    private static String quote(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < ' ' || unit > '~' || unit == '"' || unit == '\\') {
                json.append(String.format("\\u%04x", (int) unit));
            } else {
                json.append(unit);
            }
        }
        return json.append('"').toString();
    }
}
