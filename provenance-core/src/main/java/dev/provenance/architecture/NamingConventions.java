package dev.provenance.architecture;

import com.google.common.base.Splitter;
import dev.provenance.internal.ResourceLines;
import dev.provenance.message.Message;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whose names the tensors of a model have, by {@code naming-conventions.tsv}. */
public final class NamingConventions {

    private static final Splitter TAB = Splitter.on('\t');
    private static final Splitter SPACE = Splitter.on(' ').omitEmptyStrings();

    /** Conventions by id. */
    private static final Map<String, Convention> CONVENTIONS = read();

    /**
     * A convention.
     *
     * @param title what it is called
     * @param source where its names come from
     * @param modelTypes values of {@code model_type} that write such names themselves
     */
    private record Convention(String title, String source, List<String> modelTypes) {}

    private NamingConventions() {}

    private static Map<String, Convention> read() {
        Map<String, Convention> conventions = new LinkedHashMap<>();
        for (String line : ResourceLines.of(NamingConventions.class, "naming-conventions.tsv")) {
            List<String> fields = TAB.splitToList(line);
            conventions.put(
                    fields.get(0),
                    new Convention(
                            fields.get(1),
                            fields.get(2),
                            fields.size() > 3 ? SPACE.splitToList(fields.get(3)) : List.of()));
        }
        return conventions;
    }

    /** Where the names of a rule's convention come from. */
    static Optional<String> source(String id) {
        return Optional.ofNullable(CONVENTIONS.get(id)).map(Convention::source);
    }

    /**
     * A sentence on names that no rule knows; empty if there are none.
     *
     * @param model what the model is to the examination
     */
    public static Optional<Message> unknown(Message model, ModelTensors tensors) {
        long unknown = tensors.all()
                .filter(tensor -> tensor.basis() == LogicalTensor.Basis.NONE)
                .count();
        long guessed = tensors.guessed();
        if (unknown + guessed == 0) {
            return Optional.empty();
        }
        return Optional.of(
                guessed == 0
                        ? Message.of("architecture.unknownNames", model, unknown)
                        : Message.of("architecture.guessedNames", model, unknown + guessed, guessed));
    }

    /**
     * A sentence on whose names the tensors of a model have, where it says that it is something else; empty where its names are
     * its own, or it says nothing.
     *
     * @param model what the model is to the examination
     */
    public static Optional<Message> note(Message model, ArchitectureSpec spec, ModelTensors tensors) {
        Map<String, Long> counts = tensors.all()
                .filter(tensor -> tensor.role().component().equals(TensorRole.TEXT))
                .flatMap(tensor -> tensor.convention().stream())
                .collect(Collectors.groupingBy(id -> id, TreeMap::new, Collectors.counting()));
        Optional<String> type = spec.component(TensorRole.TEXT)
                .flatMap(ComponentSpec::modelType)
                .or(spec::modelType);
        if (type.isEmpty() || counts.isEmpty()) {
            return Optional.empty();
        }
        boolean own = counts.keySet().stream()
                .anyMatch(id -> Optional.ofNullable(CONVENTIONS.get(id))
                        .filter(convention -> convention.modelTypes().contains(type.get()))
                        .isPresent());
        String names = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .map(entry -> Optional.ofNullable(CONVENTIONS.get(entry.getKey()))
                        .map(Convention::title)
                        .orElse(entry.getKey()))
                .collect(Collectors.joining(", "));
        return own ? Optional.empty() : Optional.of(Message.of("architecture.othersNames", model, type.get(), names));
    }
}
