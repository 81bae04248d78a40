package dev.provenance.architecture;

import com.google.common.base.Splitter;
import dev.provenance.internal.ResourceLines;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of {@code component-names.tsv}: what stands before a known name to the component of a model. */
final class ComponentNames {

    private static final Splitter DOT = Splitter.on('.').omitEmptyStrings();
    private static final String NOTHING = "-";

    private static final Map<String, String> COMPONENTS = read();

    private ComponentNames() {}

    private static Map<String, String> read() {
        Map<String, String> components = new HashMap<>();
        for (String line : ResourceLines.of(ComponentNames.class, "component-names.tsv")) {
            List<String> fields = Splitter.on('\t').splitToList(line);
            components.put(fields.get(0), fields.get(1));
        }
        return Map.copyOf(components);
    }

    /** The component of a prefix, {@code text} for one that says nothing; empty if some part of it is not known. */
    static Optional<String> of(String prefix) {
        String component = NOTHING;
        for (String part : DOT.split(prefix)) {
            String told = COMPONENTS.get(part);
            if (told == null) {
                return Optional.empty();
            }
            if (component.equals(NOTHING)) {
                component = told;
            }
        }
        return Optional.of(component.equals(NOTHING) ? TensorRole.TEXT : component);
    }
}
