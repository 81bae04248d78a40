package dev.provenance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a folder's {@code truth.json} says: for each model its {@code parents}, its {@code relation} to them, or
 * {@code relation_to_X} to an ancestor X, and with whom it shares initial random numbers.
 *
 * <p>A model has from its parents all they have, but with {@code PARTS_REUSED} the embeddings alone (or the {@code parts}
 * that it names) and with {@code TOKENIZER_REPLACED} all else. Two models share trained weights where both have the same
 * part of one ancestor, each of themselves being one.
 */
final class KnownDescent {

    private static final String BODY = "body";
    private static final String EMBEDDINGS = "embeddings";
    private static final String RELATION_TO = "relation_to_";

    private final Map<String, JsonNode> models = new LinkedHashMap<>();
    private final Map<String, Map<String, Set<String>>> inherited = new HashMap<>();

    private KnownDescent() {}

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException if it is not an object of objects, or a parent is missing
     */
    static KnownDescent in(Path folder) throws IOException {
        Path file = folder.resolve("truth.json");
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    file + ": expected a file that states the models' descent, actual none.");
        }
        KnownDescent descent = new KnownDescent();
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + ": expected JSON, actual " + e.getOriginalMessage(), e);
        }
        for (String name : root.propertyNames()) {
            JsonNode model = root.get(name);
            if (!model.path("history").asBoolean(false)) {
                descent.models.put(name, model);
            }
        }
        descent.models.forEach((name, model) -> parents(model).stream()
                .filter(parent -> !descent.models.containsKey(parent))
                .findFirst()
                .ifPresent(parent -> {
                    throw new IllegalArgumentException(file + ": expected the parent '" + parent + "' of '" + name
                            + "' among the models, actual none.");
                }));
        return descent;
    }

    Collection<String> names() {
        return models.keySet();
    }

    private JsonNode model(String name) {
        return Objects.requireNonNull(models.get(name), name);
    }

    private static List<String> parents(JsonNode model) {
        List<String> parents = new ArrayList<>();
        model.path("parents").forEach(parent -> parents.add(parent.asString()));
        return parents;
    }

    /** What a model has of each of its ancestors, itself among them. */
    private Map<String, Set<String>> parts(String name) {
        Map<String, Set<String>> known = inherited.get(name);
        if (known != null) {
            return known;
        }
        Map<String, Set<String>> parts = new HashMap<>();
        Set<String> kept = kept(model(name));
        for (String parent : parents(model(name))) {
            parts(parent).forEach((ancestor, of) -> {
                Set<String> left = new TreeSet<>(of);
                left.retainAll(kept);
                parts.computeIfAbsent(ancestor, key -> new TreeSet<>()).addAll(left);
            });
        }
        parts.put(name, Set.of(BODY, EMBEDDINGS));
        inherited.put(name, parts);
        return parts;
    }

    private static Set<String> kept(JsonNode model) {
        String relation = model.has("relation") ? model.get("relation").asString() : "";
        for (String field : model.propertyNames()) {
            if (relation.isEmpty() && field.startsWith(RELATION_TO) && !field.endsWith("_parents")) {
                relation = model.get(field).asString();
            }
        }
        if (model.has("parts")) {
            Set<String> named = new TreeSet<>();
            model.get("parts").forEach(part -> named.add(part.asString()));
            return named;
        }
        return switch (relation) {
            case "PARTS_REUSED" -> Set.of(EMBEDDINGS);
            case "TOKENIZER_REPLACED" -> Set.of(BODY);
            default -> Set.of(BODY, EMBEDDINGS);
        };
    }

    boolean shareTrainedWeights(String one, String other) {
        Map<String, Set<String>> ofOther = parts(other);
        return parts(one).entrySet().stream()
                .anyMatch(entry -> entry.getValue().stream()
                        .anyMatch(part ->
                                ofOther.getOrDefault(entry.getKey(), Set.of()).contains(part)));
    }

    /** Whether they share trained weights or, by common ancestors too, initial random numbers. */
    boolean shareAnything(String one, String other) {
        Set<String> ofOne = origins(one);
        ofOne.retainAll(origins(other));
        return !ofOne.isEmpty();
    }

    private Set<String> origins(String name) {
        Set<String> origins = new TreeSet<>(parts(name).keySet());
        for (String ancestor : List.copyOf(origins)) {
            model(ancestor).path("shares_initialisation_with").forEach(other -> origins.add(other.asString()));
        }
        return origins;
    }

    /** Whether it has no parent, so that no other model's comparisons stand for its own. */
    boolean isOriginal(String name) {
        return parents(model(name)).isEmpty();
    }

    /** Whether it, or an ancestor, is made of repeated layers or copied experts. */
    boolean repeatsItself(String name) {
        return parts(name).keySet().stream()
                .map(this::model)
                .map(JsonNode::toString)
                .anyMatch(model -> model.contains("DEPTH_UPSCALED") || model.contains("UPCYCLED"));
    }

    /** The stated relation to an ancestor: {@code relation_to_ANCESTOR}, or {@code relation} to a parent. */
    Optional<String> relationTo(String base, String suspect) {
        JsonNode model = model(suspect);
        if (model.has(RELATION_TO + base)) {
            return Optional.of(model.get(RELATION_TO + base).asString());
        }
        if (!parents(model).contains(base)) {
            return Optional.empty();
        }
        String field = model.has(RELATION_TO + "parents") ? RELATION_TO + "parents" : "relation";
        return model.has(field) ? Optional.of(model.get(field).asString()) : Optional.empty();
    }

    /** What a comparison should name: as stated, of common origin for other relatives, nothing for strangers. */
    Optional<String> relation(String base, String suspect) {
        Optional<String> stated = relationTo(base, suspect);
        if (stated.isPresent()) {
            return stated;
        }
        if (shareTrainedWeights(base, suspect)) {
            return parts(suspect).containsKey(base) ? Optional.empty() : Optional.of("COMMON_ORIGIN");
        }
        return Optional.of("NO_SHARED_WEIGHTS_FOUND");
    }
}
