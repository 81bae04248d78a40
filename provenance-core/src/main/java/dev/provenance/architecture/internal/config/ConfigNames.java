package dev.provenance.architecture.internal.config;

import com.google.common.base.Splitter;
import dev.provenance.architecture.ArchitectureField;
import dev.provenance.internal.ResourceLines;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of names that configurations use. */
final class ConfigNames {

    private static final Splitter TAB = Splitter.on('\t');

    /** The names of each field, the one that counts first. */
    static final Map<ArchitectureField, List<String>> BY_FIELD = byField();
    /** Components by the name of the object that describes them. */
    static final Map<String, String> COMPONENTS = components();
    /** What a family's code fixes, by model type. */
    static final Map<String, Map<ArchitectureField, String>> OF_FAMILY = ofFamily();

    private ConfigNames() {}

    static List<String> of(ArchitectureField field) {
        return BY_FIELD.getOrDefault(field, List.of());
    }

    private static Map<ArchitectureField, List<String>> byField() {
        Map<ArchitectureField, List<String>> names = new EnumMap<>(ArchitectureField.class);
        for (String line : ResourceLines.of(ConfigNames.class, "config-names.tsv")) {
            List<String> fields = TAB.splitToList(line);
            names.computeIfAbsent(ArchitectureField.valueOf(fields.get(1)), field -> new ArrayList<>())
                    .add(fields.get(0));
        }
        return names;
    }

    private static Map<String, String> components() {
        Map<String, String> components = new LinkedHashMap<>();
        for (String line : ResourceLines.of(ConfigNames.class, "config-components.tsv")) {
            List<String> fields = TAB.splitToList(line);
            components.put(fields.get(0), fields.get(1));
        }
        return components;
    }

    private static Map<String, Map<ArchitectureField, String>> ofFamily() {
        Map<String, Map<ArchitectureField, String>> values = new HashMap<>();
        for (String line : ResourceLines.of(ConfigNames.class, "family-values.tsv")) {
            List<String> fields = TAB.splitToList(line);
            values.computeIfAbsent(fields.get(0), type -> new EnumMap<>(ArchitectureField.class))
                    .put(ArchitectureField.valueOf(fields.get(1)), fields.get(2));
        }
        return values;
    }
}
