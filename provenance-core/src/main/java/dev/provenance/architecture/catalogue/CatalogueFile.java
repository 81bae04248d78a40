package dev.provenance.architecture.catalogue;

import com.google.common.base.Splitter;
import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.ComponentSpec;
import dev.provenance.architecture.TensorRole;
import dev.provenance.architecture.catalogue.KnownModel.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a catalogue. A model is a line with its name in square brackets, then lines of {@code key = value}: {@code family},
 * {@code standing}, {@code source}, {@code remembered}, and one for each component,
 * {@code text = model_type; layers 48; hidden_size 4096; …}. Lines that begin with # are for the reader.
 */
final class CatalogueFile {

    private static final int MOST_MODELS = 100_000;
    private static final Splitter VALUES = Splitter.on(';').trimResults().omitEmptyStrings();
    private static final String NO_TYPE = "-";

    private final String file;
    private final List<KnownModel> models = new ArrayList<>();
    private int line;
    private @Nullable String name;
    private int nameLine;
    private final Map<String, String> entries = new LinkedHashMap<>();
    private final List<ComponentSpec> components = new ArrayList<>();

    private CatalogueFile(String file) {
        this.file = file;
    }

    static List<KnownModel> read(String file, List<String> lines) throws CatalogueException {
        CatalogueFile reader = new CatalogueFile(file);
        for (String text : lines) {
            reader.line++;
            reader.readLine(text.strip());
        }
        reader.endModel();
        return reader.models;
    }

    private void readLine(String text) throws CatalogueException {
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        if (text.startsWith("[") && text.endsWith("]")) {
            endModel();
            name = text.substring(1, text.length() - 1);
            nameLine = line;
            return;
        }
        int equals = text.indexOf('=');
        if (equals < 1 || name == null) {
            throw refusal("no entry", "[name] of a model, then lines of key = value", text);
        }
        String key = text.substring(0, equals).strip();
        String value = text.substring(equals + 1).strip();
        switch (key) {
            case "family", "standing", "source", "remembered" -> {
                if (entries.put(key, value) != null) {
                    throw refusal("key occurs twice", "each key once", key);
                }
            }
            case TensorRole.TEXT, "vision", "audio", "encoder", "decoder" -> components.add(component(key, value));
            default ->
                throw refusal(
                        "key is unknown", "family, standing, source, remembered, or text and other components", key);
        }
    }

    private ComponentSpec component(String component, String value) throws CatalogueException {
        Map<ArchitectureField, String> values = new EnumMap<>(ArchitectureField.class);
        List<String> parts = VALUES.splitToList(value);
        if (parts.isEmpty()
                || components.stream().anyMatch(other -> other.name().equals(component))) {
            throw refusal("no component", "a new component's name = model type; field value; …", component);
        }
        for (String part : parts.subList(1, parts.size())) {
            int space = part.indexOf(' ');
            ArchitectureField field = field(space < 0 ? part : part.substring(0, space));
            values.put(field, checked(field, space < 0 ? "" : part.substring(space + 1)));
        }
        String type = parts.getFirst();
        return new ComponentSpec(component, type.equals(NO_TYPE) ? Optional.empty() : Optional.of(type), values);
    }

    private ArchitectureField field(String name) throws CatalogueException {
        for (ArchitectureField field : ArchitectureField.values()) {
            if (field.name().toLowerCase(Locale.ROOT).equals(name)) {
                return field;
            }
        }
        throw refusal(
                "field is unknown",
                "one of " + Arrays.toString(ArchitectureField.values()).toLowerCase(Locale.ROOT),
                name);
    }

    /** The value in the notation of {@link ComponentSpec}. */
    private String checked(ArchitectureField field, String value) throws CatalogueException {
        boolean fits = switch (field.type()) {
            case COUNT -> value.matches("[0-9]{1,10}");
            case REAL -> value.matches("[0-9]{1,16}(\\.[0-9]{1,20})?([eE]-?[0-9]{1,3})?");
            case FLAG -> value.matches("true|false");
            case TEXT -> !value.isEmpty();
        };
        if (!fits) {
            throw refusal(
                    "value does not fit",
                    "a " + field.type() + " for " + field.name().toLowerCase(Locale.ROOT),
                    value);
        }
        return switch (field.type()) {
            case COUNT -> Long.toString(Long.parseLong(value));
            case REAL -> Double.toString(Double.parseDouble(value));
            case FLAG, TEXT -> value;
        };
    }

    private void endModel() throws CatalogueException {
        if (name == null) {
            return;
        }
        String standing = entry("standing").toUpperCase(Locale.ROOT);
        if (Arrays.stream(Standing.values()).noneMatch(known -> known.name().equals(standing))) {
            throw refusal(
                    "standing is unknown",
                    "one of " + Arrays.toString(Standing.values()).toLowerCase(Locale.ROOT),
                    standing);
        }
        Set<ArchitectureField> remembered = EnumSet.noneOf(ArchitectureField.class);
        for (String field : Splitter.on(' ').omitEmptyStrings().split(entries.getOrDefault("remembered", ""))) {
            remembered.add(field(field));
        }
        if (components.isEmpty() || models.size() == MOST_MODELS) {
            throw refusal(
                    "model without a component, or too many models",
                    "at least one line such as text = …, at most " + MOST_MODELS + " models",
                    String.valueOf(name));
        }
        models.add(new KnownModel(
                String.valueOf(name),
                entry("family"),
                Standing.valueOf(standing),
                entry("source"),
                remembered,
                new ArchitectureSpec(components.getFirst().modelType(), List.of(), components, List.of())));
        name = null;
        entries.clear();
        components.clear();
    }

    private String entry(String key) throws CatalogueException {
        String value = entries.get(key);
        if (value == null || value.isEmpty()) {
            throw new CatalogueException(
                    file,
                    nameLine,
                    "entry is missing",
                    key + " = …",
                    String.valueOf(name),
                    "A fact without its source is none: add the line.");
        }
        return value;
    }

    private CatalogueException refusal(String rule, String expected, String actual) {
        return new CatalogueException(file, line, rule, expected, actual, "Correct the line.");
    }
}
