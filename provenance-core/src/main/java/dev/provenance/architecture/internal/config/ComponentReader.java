package dev.provenance.architecture.internal.config;

import com.google.common.base.Splitter;
import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.ComponentSpec;
import dev.provenance.architecture.SpecAnomaly;
import dev.provenance.architecture.SpecAnomaly.Rule;
import dev.provenance.architecture.TensorRole;
import dev.provenance.message.Message;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads one component from its object: every field by the first of its names, then what follows from other values. */
final class ComponentReader {

    private static final Splitter DOT = Splitter.on('.');
    /** What a wrapping configuration says for its text model too. */
    private static final Set<ArchitectureField> OF_THE_WHOLE =
            Set.of(ArchitectureField.TIED_EMBEDDINGS, ArchitectureField.DTYPE, ArchitectureField.VOCABULARY);
    /** Several names of one field may differ here: they name different things, of which the first is meant. */
    private static final Set<ArchitectureField> SEVERAL_MEANINGS =
            Set.of(ArchitectureField.MLP_SIZE, ArchitectureField.HIDDEN_SIZE, ArchitectureField.POSITIONS);

    private final JsonNode object;
    private final String path;
    private final JsonNode root;
    private final ValueParser parser;
    private final Map<ArchitectureField, String> values = new EnumMap<>(ArchitectureField.class);

    /** @param path how the object is reached from the root, with a dot behind; empty for the root */
    ComponentReader(JsonNode object, String path, JsonNode root, List<SpecAnomaly> anomalies) {
        this.object = object;
        this.path = path;
        this.root = root;
        this.parser = new ValueParser(anomalies);
    }

    ComponentSpec read(String component) {
        ConfigNames.BY_FIELD.forEach(this::read);
        boolean wrapped = !path.isEmpty() && component.equals(TensorRole.TEXT);
        if (wrapped) {
            for (ArchitectureField field : OF_THE_WHOLE) {
                if (!values.containsKey(field)) {
                    readFrom(root, "", field, ConfigNames.of(field));
                }
            }
        }
        Optional<String> modelType = text("model_type");
        new DerivedValues(object, path, wrapped ? root : object, parser, values).derive(modelType.orElse(""));
        return new ComponentSpec(component, modelType, values);
    }

    private void read(ArchitectureField field, List<String> names) {
        readFrom(object, path, field, names);
    }

    private void readFrom(JsonNode from, String at, ArchitectureField field, List<String> names) {
        for (String name : names) {
            JsonNode value = from;
            for (String part : DOT.split(name)) {
                value = value.path(part);
            }
            Optional<String> parsed = parser.parse(field, at + name, value);
            String before = values.get(field);
            if (before == null) {
                parsed.ifPresent(text -> values.put(field, text));
            } else if (parsed.isPresent() && !parsed.get().equals(before) && !SEVERAL_MEANINGS.contains(field)) {
                parser.odd(
                        at + name,
                        Rule.CONTRADICTION,
                        Message.of("config.asAnotherName", before),
                        Message.verbatim(parsed.get()),
                        ValueParser.IGNORED);
            }
        }
    }

    private Optional<String> text(String name) {
        JsonNode value = object.path(name);
        return value.isString() && !value.stringValue().isEmpty() ? Optional.of(value.stringValue()) : Optional.empty();
    }
}
