package dev.provenance.architecture.internal.config;

import dev.provenance.architecture.ConfigException;
import dev.provenance.safetensors.internal.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads files that hold one JSON object: bounded in size and depth, without duplicate keys. */
public final class JsonObjectFile {

    private static final long MAX_BYTES = 16L << 20;
    private static final int MAX_DEPTH = 64;

    /** Configurations that Python wrote may hold its Infinity. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private JsonObjectFile() {}

    /**
     * The object of a file.
     *
     * @throws ConfigException if it is not a JSON object, too large, too deep, or stands in for a file that was not
     *     downloaded
     */
    public static JsonNode read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigException(
                    file,
                    "not a file",
                    "a regular file",
                    Files.exists(file) ? "a folder, pipe or device" : "nothing",
                    "Remove it or put the file there.");
        }
        Optional<String> standIn = StandIn.describe(file);
        if (standIn.isPresent()) {
            throw new ConfigException(file, "not the file itself", "JSON", "a stand-in", standIn.get());
        }
        long bytes = Files.size(file);
        if (bytes > MAX_BYTES) {
            throw new ConfigException(
                    file, "too large", "at most " + MAX_BYTES + " bytes", bytes + " bytes", "Is it a model's config?");
        }
        JsonNode root = parse(file);
        if (!root.isObject()) {
            throw new ConfigException(file, "not an object", "a JSON object", named(root), "Is it a model's config?");
        }
        return root;
    }

    private static JsonNode parse(Path file) throws IOException {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new ConfigException(
                    file,
                    "not JSON",
                    "valid JSON without duplicate keys, at most " + MAX_DEPTH + " deep",
                    e.getOriginalMessage(),
                    "Download it again.");
        }
    }

    private static String named(JsonNode node) {
        return node.isMissingNode()
                ? "an empty file"
                : "a JSON " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
