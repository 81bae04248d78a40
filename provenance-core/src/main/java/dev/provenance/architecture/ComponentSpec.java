package dev.provenance.architecture;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The architecture of one component of a model.
 *
 * @param name as in {@link TensorRole#component()}
 * @param modelType what the configuration calls it
 * @param values by field, in one notation for each type: digits, the shortest decimal number, {@code true} or {@code false},
 *     a text; no entry where nothing is known
 */
public record ComponentSpec(String name, Optional<String> modelType, Map<ArchitectureField, String> values) {

    /** Copies the values, in the order of the fields. */
    public ComponentSpec {
        EnumMap<ArchitectureField, String> ordered = new EnumMap<>(ArchitectureField.class);
        ordered.putAll(values);
        values = Collections.unmodifiableMap(ordered);
    }

    /** This component with other values for some fields. */
    public ComponentSpec with(Map<ArchitectureField, String> others) {
        EnumMap<ArchitectureField, String> merged = new EnumMap<>(ArchitectureField.class);
        merged.putAll(values);
        merged.putAll(others);
        return new ComponentSpec(name, modelType, merged);
    }

    /** The value as text; empty where it is not known. */
    public Optional<String> value(ArchitectureField field) {
        return Optional.ofNullable(values.get(field));
    }

    /** The value of a field of type {@link ArchitectureField.Type#COUNT}. */
    public OptionalLong count(ArchitectureField field) {
        require(field, ArchitectureField.Type.COUNT);
        return value(field).map(text -> OptionalLong.of(Long.parseLong(text))).orElseGet(OptionalLong::empty);
    }

    /** The value of a field of type {@link ArchitectureField.Type#REAL}. */
    public OptionalDouble real(ArchitectureField field) {
        require(field, ArchitectureField.Type.REAL);
        return value(field)
                .map(text -> OptionalDouble.of(Double.parseDouble(text)))
                .orElseGet(OptionalDouble::empty);
    }

    /** The value of a field of type {@link ArchitectureField.Type#FLAG}. */
    public Optional<Boolean> flag(ArchitectureField field) {
        require(field, ArchitectureField.Type.FLAG);
        return value(field).map(Boolean::valueOf);
    }

    private static void require(ArchitectureField field, ArchitectureField.Type type) {
        if (field.type() != type) {
            throw new IllegalArgumentException(field + " is a " + field.type() + ", not a " + type);
        }
    }
}
