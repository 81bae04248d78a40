package dev.provenance;

import dev.provenance.safetensors.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a {@code config.json} calls its model. Shown in the report, never evidence.
 *
 * @param modelType {@code model_type}
 * @param architectures {@code architectures}
 */
public record ModelConfig(Optional<String> modelType, List<String> architectures) {

    static final String FILE_NAME = "config.json";
    private static final long MAX_BYTES = 16L << 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    public ModelConfig {
        architectures = List.copyOf(architectures);
    }

    /**
     * Reads a folder's {@code config.json}; empty if it has none.
     *
     * @throws ModelException if it is not a JSON object, too large, or stands in for a file that was not downloaded
     */
    static Optional<ModelConfig> in(Path folder) throws IOException {
        Path file = folder.resolve(FILE_NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            throw new ModelException(
                    file,
                    "not a file",
                    "a regular file",
                    "a folder, pipe or device",
                    "Remove it or put the file there.");
        }
        Optional<String> standIn = StandIn.describe(file);
        if (standIn.isPresent()) {
            throw new ModelException(file, "not the file itself", "JSON", "a stand-in", standIn.get());
        }
        long bytes = Files.size(file);
        if (bytes > MAX_BYTES) {
            throw new ModelException(
                    file, "too large", "at most " + MAX_BYTES + " bytes", bytes + " bytes", "Is it a model's config?");
        }
        JsonNode root = parse(file);
        if (!root.isObject()) {
            throw new ModelException(file, "not an object", "a JSON object", named(root), "Is it a model's config?");
        }
        return Optional.of(new ModelConfig(text(root.path("model_type")), texts(root.path("architectures"))));
    }

    private static JsonNode parse(Path file) throws IOException {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new ModelException(
                    file,
                    "not JSON",
                    "valid JSON without duplicate keys",
                    e.getOriginalMessage(),
                    "Download it again.");
        }
    }

    private static String named(JsonNode node) {
        return node.isMissingNode()
                ? "an empty file"
                : "a JSON " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array) {
            text(element).ifPresent(texts::add);
        }
        return texts;
    }
}
