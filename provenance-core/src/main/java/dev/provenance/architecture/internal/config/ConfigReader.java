package dev.provenance.architecture.internal.config;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.ComponentSpec;
import dev.provenance.architecture.ConfigException;
import dev.provenance.architecture.SpecAnomaly;
import dev.provenance.architecture.SpecAnomaly.Rule;
import dev.provenance.architecture.TensorRole;
import dev.provenance.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code config.json} of any family, or Meta's {@code params.json}. The names that families use stand in
 * {@code config-names.tsv}, the objects that describe components in {@code config-components.tsv}.
 */
public final class ConfigReader {

    /** In this order; the first that is there is the model's. */
    private static final List<String> FILE_NAMES = List.of("config.json", "params.json");
    /** Objects that describe components lie at most so deep in one another. */
    private static final int MAX_NESTING = 3;

    private static final int MOST_ARCHITECTURES = 100;

    private ConfigReader() {}

    /**
     * Reads the configuration of a model's folder; empty if it has none.
     *
     * @throws ConfigException if the file is no JSON object, too large or too deep
     * @throws IOException if it cannot be read
     */
    public static Optional<ArchitectureSpec> inFolder(Path folder) throws IOException {
        for (String name : FILE_NAMES) {
            if (Files.exists(folder.resolve(name))) {
                return Optional.of(read(folder.resolve(name)));
            }
        }
        return Optional.empty();
    }

    /**
     * Reads one configuration. Values that are odd are left out and listed.
     *
     * @throws ConfigException if the file is no JSON object, too large or too deep
     * @throws IOException if it cannot be read
     */
    public static ArchitectureSpec read(Path file) throws IOException {
        return of(JsonObjectFile.read(file));
    }

    /** A configuration that was parsed already. */
    public static ArchitectureSpec of(JsonNode root) {
        List<SpecAnomaly> anomalies = new ArrayList<>();
        List<ComponentSpec> components = new ArrayList<>();
        addComponents(root, "", root, 0, components, anomalies);
        if (components.stream().noneMatch(component -> component.name().equals(TensorRole.TEXT))) {
            components.addFirst(new ComponentReader(root, "", root, anomalies).read(TensorRole.TEXT));
        }
        components.removeIf(component -> component.values().isEmpty());
        if (components.isEmpty()) {
            anomalies.add(new SpecAnomaly(
                    Message.of("config.whole"),
                    Rule.MISSING,
                    Message.of("config.sizes"),
                    Message.of("config.noKnownName"),
                    Message.of("config.staysUnknown")));
        }
        return new ArchitectureSpec(
                text(root.path("model_type")), texts(root.path("architectures")), components, anomalies);
    }

    private static void addComponents(
            JsonNode object,
            String path,
            JsonNode root,
            int depth,
            List<ComponentSpec> components,
            List<SpecAnomaly> anomalies) {
        for (Map.Entry<String, String> entry : ConfigNames.COMPONENTS.entrySet()) {
            JsonNode inner = object.path(entry.getKey());
            if (!inner.isObject()) {
                if (entry.getKey().endsWith("_config") && !inner.isNull() && !inner.isMissingNode()) {
                    new ValueParser(anomalies)
                            .odd(
                                    path + entry.getKey(),
                                    Rule.WRONG_TYPE,
                                    Message.of("config.object"),
                                    ValueParser.shown(inner),
                                    ValueParser.IGNORED);
                }
                continue;
            }
            String innerPath = path + entry.getKey() + ".";
            int before = components.size();
            if (depth < MAX_NESTING) {
                addComponents(inner, innerPath, root, depth + 1, components, anomalies);
            }
            boolean innerIsWrapper = components.subList(before, components.size()).stream()
                    .anyMatch(component -> component.name().equals(entry.getValue()));
            if (!innerIsWrapper
                    && components.stream()
                            .noneMatch(component -> component.name().equals(entry.getValue()))) {
                components.add(new ComponentReader(inner, innerPath, root, anomalies).read(entry.getValue()));
            }
        }
        boolean bothSides = object.path("is_encoder_decoder").asBoolean(false)
                && object.path("num_layers").isNumber()
                && components.isEmpty();
        if (bothSides) {
            components.add(new ComponentReader(object, path, root, anomalies).read("encoder"));
            ComponentSpec decoder = new ComponentReader(object, path, root, new ArrayList<>()).read("decoder");
            components.add(
                    object.path("num_decoder_layers").canConvertToInt()
                            ? with(decoder, ArchitectureField.LAYERS, object.path("num_decoder_layers"), anomalies)
                            : decoder);
        }
    }

    private static ComponentSpec with(
            ComponentSpec component, ArchitectureField field, JsonNode value, List<SpecAnomaly> anomalies) {
        return new ValueParser(anomalies)
                .parse(field, "num_decoder_layers", value)
                .map(text -> component.with(Map.of(field, text)))
                .orElse(component);
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() && !node.stringValue().isEmpty() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array) {
            if (texts.size() < MOST_ARCHITECTURES) {
                text(element).ifPresent(texts::add);
            }
        }
        return texts;
    }
}
