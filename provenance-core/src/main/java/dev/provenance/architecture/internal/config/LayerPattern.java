package dev.provenance.architecture.internal.config;

import static dev.provenance.architecture.ArchitectureField.DENSE_LAYERS;
import static dev.provenance.architecture.ArchitectureField.DENSE_LAYERS_FIRST;
import static dev.provenance.architecture.ArchitectureField.EXPERTS;
import static dev.provenance.architecture.ArchitectureField.LAYERS;
import static dev.provenance.architecture.ArchitectureField.LAYER_TYPES;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.SpecAnomaly.Rule;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What differs from layer to layer: which are dense, and what stands in them in the place of attention. */
final class LayerPattern {

    /** Nemotron-H's letters. */
    private static final Map<Character, String> LETTERS =
            Map.of('M', "mamba", '*', "attention", '-', "mlp", 'E', "moe");

    private final JsonNode object;
    private final String path;
    private final ValueParser parser;
    private final Map<ArchitectureField, String> values;

    LayerPattern(JsonNode object, String path, ValueParser parser, Map<ArchitectureField, String> values) {
        this.object = object;
        this.path = path;
        this.parser = parser;
        this.values = values;
    }

    void derive() {
        if (values.containsKey(EXPERTS)) {
            dense();
        } else {
            values.remove(DENSE_LAYERS_FIRST);
        }
        types();
    }

    private void dense() {
        List<Boolean> dense = new ArrayList<>();
        for (JsonNode frequency : list("moe_layer_freq")) {
            dense.add(frequency.asInt(1) == 0);
        }
        if (dense.isEmpty()) {
            for (JsonNode type : list("mlp_layer_types")) {
                dense.add(type.isString() && type.stringValue().equals("dense"));
            }
        }
        long layers = layers();
        int step = object.path("interleave_moe_layer_step").asInt(0);
        if (dense.isEmpty() && step > 1) {
            values.put(DENSE_LAYERS, Long.toString(layers - layers / step));
            return;
        }
        if (dense.isEmpty()) {
            return;
        }
        long all = dense.stream().filter(isDense -> isDense).count();
        int first = dense.indexOf(false) < 0 ? dense.size() : dense.indexOf(false);
        values.putIfAbsent(DENSE_LAYERS_FIRST, Integer.toString(first));
        if (all > first) {
            values.put(DENSE_LAYERS, Long.toString(all));
        }
    }

    private void types() {
        Map<String, Integer> counts = new TreeMap<>();
        for (String name : List.of("layer_types", "layers_block_type")) {
            if (counts.isEmpty()) {
                list(name).forEach(type -> count(counts, type.isString() ? type.stringValue() : "?"));
            }
        }
        JsonNode letters = object.path("hybrid_override_pattern");
        if (counts.isEmpty() && letters.isString()) {
            letters.stringValue().chars().forEach(letter -> count(counts, letter((char) letter)));
        }
        ones(counts, "attn_type_list", "full_attention", "linear_attention");
        ones(counts, "hybrid_layer_pattern", "sliding_attention", "full_attention");
        linear(counts);
        if (counts.isEmpty() && object.path("block_configs").isArray()) {
            object.path("block_configs")
                    .forEach(block -> count(
                            counts,
                            block.path("attention").path("no_op").asBoolean(false)
                                    ? "without attention"
                                    : "attention"));
            count(counts, "MLPs of several sizes", 0);
        }
        if (object.path("global_head_dim").isNumber()
                || object.path("swa_head_dim").isNumber()) {
            count(counts, "heads of several sizes", 0);
        }
        if (counts.size() > 1) {
            values.put(LAYER_TYPES, text(counts));
        }
    }

    private void ones(Map<String, Integer> counts, String name, String one, String zero) {
        if (counts.isEmpty()) {
            list(name).forEach(flag -> count(counts, flag.asInt(0) == 1 ? one : zero));
        }
    }

    /** Qwen 3.5's interval, and Kimi Linear's lists. */
    private void linear(Map<String, Integer> counts) {
        JsonNode lists = object.path("linear_attn_config");
        if (counts.isEmpty() && lists.isObject()) {
            count(counts, "full_attention", lists.path("full_attn_layers").size());
            count(counts, "linear_attention", lists.path("kda_layers").size());
        }
        int interval = object.path("full_attention_interval").asInt(0);
        if (counts.isEmpty() && interval > 1) {
            count(counts, "full_attention", (int) (layers() / interval));
            count(counts, "linear_attention", (int) (layers() - layers() / interval));
        }
    }

    private static String letter(char letter) {
        return LETTERS.getOrDefault(letter, "?");
    }

    private static void count(Map<String, Integer> counts, String type) {
        count(counts, type, 1);
    }

    private static void count(Map<String, Integer> counts, String type, int times) {
        counts.merge(type.length() > 40 ? "?" : type, times, Integer::sum);
    }

    private static String text(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .limit(10)
                .map(entry -> entry.getValue() == 0 ? entry.getKey() : entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private long layers() {
        return Long.parseLong(values.getOrDefault(LAYERS, "0"));
    }

    /** A list with one entry for each layer; another length is an anomaly, and the list is not used. */
    private Iterable<JsonNode> list(String name) {
        JsonNode list = object.path(name);
        if (!list.isArray()) {
            return List.of();
        }
        if (values.containsKey(LAYERS) && list.size() != layers()) {
            parser.odd(
                    path + name,
                    Rule.CONTRADICTION,
                    Message.of("config.entryForEach", layers()),
                    Message.of("config.entries", list.size()),
                    ValueParser.IGNORED);
            return List.of();
        }
        return list;
    }
}
