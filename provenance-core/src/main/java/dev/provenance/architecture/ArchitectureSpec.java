package dev.provenance.architecture;

import java.util.List;
import java.util.Optional;

/**
 * What a model is: its components, each with its quantities under one name for all families.
 *
 * @param modelType {@code model_type} of the whole
 * @param architectures {@code architectures} of the whole
 * @param components the text model first
 * @param anomalies what is odd about the description it was read from, or contradicts the tensors
 */
public record ArchitectureSpec(
        Optional<String> modelType,
        List<String> architectures,
        List<ComponentSpec> components,
        List<SpecAnomaly> anomalies) {

    /** What is known of a model without a configuration: nothing. */
    public static final ArchitectureSpec UNKNOWN =
            new ArchitectureSpec(Optional.empty(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public ArchitectureSpec {
        architectures = List.copyOf(architectures);
        components = List.copyOf(components);
        anomalies = List.copyOf(anomalies);
    }

    /** The component of a name. */
    public Optional<ComponentSpec> component(String name) {
        return components.stream()
                .filter(component -> component.name().equals(name))
                .findFirst();
    }
}
