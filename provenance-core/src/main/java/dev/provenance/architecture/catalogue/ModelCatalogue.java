package dev.provenance.architecture.catalogue;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.ComponentSpec;
import dev.provenance.architecture.TensorRole;
import dev.provenance.internal.ResourceLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Known models. The shipped ones stand in {@code known-models.txt}; a file of the same form adds one's own. Immutable.
 */
public final class ModelCatalogue {

    private static final long MAX_BYTES = 16L << 20;
    /** Fewer fields in common make no neighbour. */
    private static final int FEWEST_FIELDS = 5;

    private final List<KnownModel> models;

    private ModelCatalogue(List<KnownModel> models) {
        this.models = List.copyOf(models);
    }

    private static final class Holder {
        static final ModelCatalogue SHIPPED = readShipped();
    }

    /** The models that come with the library. */
    public static ModelCatalogue shipped() {
        return Holder.SHIPPED;
    }

    private static ModelCatalogue readShipped() {
        try {
            return new ModelCatalogue(
                    CatalogueFile.read("known-models.txt", ResourceLines.of(ModelCatalogue.class, "known-models.txt")));
        } catch (CatalogueException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The models of a file.
     *
     * @throws CatalogueException if a line breaks a rule of the form
     * @throws IOException if the file cannot be read
     */
    public static ModelCatalogue read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new CatalogueException(
                    file.toString(),
                    1,
                    "file is too large",
                    "at most " + MAX_BYTES + " bytes",
                    "" + Files.size(file),
                    "Is it a catalogue?");
        }
        try {
            return new ModelCatalogue(CatalogueFile.read(file.toString(), Files.readAllLines(file)));
        } catch (MalformedInputException e) {
            throw new CatalogueException(
                    file.toString(),
                    1,
                    "text is not UTF-8",
                    "UTF-8",
                    String.valueOf(e.getMessage()),
                    "Save it as UTF-8.");
        }
    }

    /** These models and others; of two with one name the other's counts. */
    public ModelCatalogue with(ModelCatalogue others) {
        Map<String, KnownModel> merged = new LinkedHashMap<>();
        models.forEach(model -> merged.put(model.name(), model));
        others.models.forEach(model -> merged.put(model.name(), model));
        return new ModelCatalogue(new ArrayList<>(merged.values()));
    }

    /** All models. */
    public List<KnownModel> models() {
        return models;
    }

    /** The model of this exact name. */
    public Optional<KnownModel> find(String name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }

    /** How common a value is; empty for fields that say nothing of what a model is. */
    public Optional<Rarity> rarity(String component, ArchitectureField field, String value) {
        return Rarity.of(this, component, field, value);
    }

    /** The values that the models of each family have, as far as they count. */
    Map<String, Set<String>> valuesByFamily(String component, ArchitectureField field) {
        Map<String, Set<String>> families = new LinkedHashMap<>();
        for (KnownModel model : models) {
            if (model.counts(field)) {
                model.spec()
                        .component(component)
                        .flatMap(spec -> spec.value(field))
                        .ifPresent(value -> families.computeIfAbsent(model.family(), family -> new HashSet<>())
                                .add(value));
            }
        }
        return families;
    }

    /**
     * The known models whose text component is most like that of a model, the likest first: by the share of what the fields
     * known of both tell, each weighing the bits of its {@link Rarity} and at least one.
     *
     * @param limit how many at most
     */
    public List<Neighbour> nearest(ArchitectureSpec spec, int limit) {
        return spec.component(TensorRole.TEXT).map(text -> nearest(text, limit)).orElse(List.of());
    }

    private List<Neighbour> nearest(ComponentSpec text, int limit) {
        Map<ArchitectureField, Double> weights = new LinkedHashMap<>();
        text.values()
                .forEach((field, value) -> rarity(TensorRole.TEXT, field, value)
                        .ifPresent(rarity -> weights.put(field, Math.max(1, rarity.bits()))));
        return models.stream()
                .flatMap(model -> model.spec().component(TensorRole.TEXT).stream()
                        .flatMap(other -> neighbour(text, model, other, weights).stream()))
                .sorted(Comparator.comparingDouble(Neighbour::likeness)
                        .reversed()
                        .thenComparingInt(neighbour -> -neighbour.agree().size())
                        .thenComparing(neighbour -> neighbour.model().name()))
                .limit(limit)
                .toList();
    }

    private static Optional<Neighbour> neighbour(
            ComponentSpec text, KnownModel model, ComponentSpec other, Map<ArchitectureField, Double> weights) {
        List<ArchitectureField> agree = new ArrayList<>();
        List<ArchitectureField> differ = new ArrayList<>();
        double agreeing = 0;
        double all = 0;
        for (Map.Entry<ArchitectureField, Double> weight : weights.entrySet()) {
            ArchitectureField field = weight.getKey();
            Optional<String> theirs = other.value(field);
            if (theirs.isEmpty()) {
                continue;
            }
            boolean equal = Objects.equals(theirs, text.value(field));
            (equal ? agree : differ).add(field);
            all += weight.getValue();
            agreeing += equal ? weight.getValue() : 0;
        }
        return agree.size() + differ.size() < FEWEST_FIELDS
                ? Optional.empty()
                : Optional.of(new Neighbour(model, agree, differ, agreeing / all));
    }
}
