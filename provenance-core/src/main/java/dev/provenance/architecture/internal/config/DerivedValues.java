package dev.provenance.architecture.internal.config;

import static dev.provenance.architecture.ArchitectureField.DENSE_LAYERS_FIRST;
import static dev.provenance.architecture.ArchitectureField.EXPERTS;
import static dev.provenance.architecture.ArchitectureField.EXPERTS_PER_TOKEN;
import static dev.provenance.architecture.ArchitectureField.EXPERT_MLP_SIZE;
import static dev.provenance.architecture.ArchitectureField.HEADS;
import static dev.provenance.architecture.ArchitectureField.HEAD_SIZE;
import static dev.provenance.architecture.ArchitectureField.HIDDEN_SIZE;
import static dev.provenance.architecture.ArchitectureField.KV_HEADS;
import static dev.provenance.architecture.ArchitectureField.KV_RANK;
import static dev.provenance.architecture.ArchitectureField.LAYERS;
import static dev.provenance.architecture.ArchitectureField.MLP_SIZE;
import static dev.provenance.architecture.ArchitectureField.NORM;
import static dev.provenance.architecture.ArchitectureField.PARTIAL_ROTARY;
import static dev.provenance.architecture.ArchitectureField.QUANTISATION;
import static dev.provenance.architecture.ArchitectureField.ROPE_SCALING;
import static dev.provenance.architecture.ArchitectureField.SHARED_EXPERTS;
import static dev.provenance.architecture.ArchitectureField.SHARED_EXPERT_MLP_SIZE;
import static dev.provenance.architecture.ArchitectureField.SLIDING_WINDOW;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.SpecAnomaly.Rule;
import dev.provenance.message.Message;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** What follows from several entries of a configuration together, and what does not fit together. */
final class DerivedValues {

    private final JsonNode object;
    private final String path;
    private final JsonNode whole;
    private final ValueParser parser;
    private final Map<ArchitectureField, String> values;

    DerivedValues(
            JsonNode object, String path, JsonNode whole, ValueParser parser, Map<ArchitectureField, String> values) {
        this.object = object;
        this.path = path;
        this.whole = whole;
        this.parser = parser;
        this.values = values;
    }

    void derive(String modelType) {
        ConfigNames.OF_FAMILY.getOrDefault(modelType, Map.of()).forEach(this::ofFamily);
        heads();
        experts();
        norm();
        rope();
        new LayerPattern(object, path, parser, values).derive();
        if (object.path("use_sliding_window").isBoolean()
                && !object.path("use_sliding_window").booleanValue()) {
            values.remove(SLIDING_WINDOW);
        }
        quantisation();
        check();
    }

    private void ofFamily(ArchitectureField field, String value) {
        OptionalLong hidden = count(HIDDEN_SIZE);
        if (!value.equals("4×hidden")) {
            values.putIfAbsent(field, value);
        } else if (hidden.isPresent()) {
            values.putIfAbsent(field, Long.toString(4 * hidden.getAsLong()));
        }
    }

    /** Falcon's and StarCoder's multi_query, and what transformers takes where nothing is said. */
    private void heads() {
        boolean multiQuery = isTrue("multi_query") && !isTrue("new_decoder_architecture");
        if (multiQuery) {
            values.put(KV_HEADS, "1");
        }
        boolean leftOpen = object.path("num_key_value_heads").isNull();
        if (!values.containsKey(KV_RANK) && values.containsKey(HEADS) && !leftOpen) {
            values.putIfAbsent(KV_HEADS, values.get(HEADS));
        }
        long heads = count(HEADS).orElse(0);
        // Kimi K3's vision tower projects to another size than its own.
        long hidden = object.path("qkv_hidden_size").asInt(0) > 0
                ? object.path("qkv_hidden_size").asInt(0)
                : count(HIDDEN_SIZE).orElse(0);
        if (values.containsKey(HEAD_SIZE) || heads == 0 || hidden == 0 || values.containsKey(KV_RANK)) {
            return;
        }
        if (hidden % heads == 0) {
            values.put(HEAD_SIZE, Long.toString(hidden / heads));
        } else {
            parser.odd(
                    path + "num_attention_heads",
                    Rule.INDIVISIBLE,
                    Message.of("config.divisorOfHidden", hidden),
                    Message.of("config.count", heads),
                    Message.of("config.headUnknown"));
        }
    }

    private void experts() {
        if (count(EXPERTS).orElse(0) == 0) {
            List.of(EXPERTS, EXPERTS_PER_TOKEN, EXPERT_MLP_SIZE, SHARED_EXPERTS, SHARED_EXPERT_MLP_SIZE)
                    .forEach(values::remove);
            return;
        }
        if (!values.containsKey(EXPERT_MLP_SIZE) && values.containsKey(MLP_SIZE)) {
            // Mixtral and gpt-oss have no other MLP; Llama 4 and MiniMax M3 give that of dense layers another name.
            parser.parse(EXPERT_MLP_SIZE, path + "intermediate_size", object.path("intermediate_size"))
                    .ifPresent(size -> {
                        values.put(EXPERT_MLP_SIZE, size);
                        values.remove(MLP_SIZE, size);
                    });
        }
        long shared = count(SHARED_EXPERTS).orElse(-1);
        long sharedSize = count(SHARED_EXPERT_MLP_SIZE).orElse(-1);
        long size = count(EXPERT_MLP_SIZE).orElse(0);
        if (shared == 0 || (shared < 0 && sharedSize == 0)) {
            values.remove(SHARED_EXPERTS);
            values.remove(SHARED_EXPERT_MLP_SIZE);
        } else if (shared < 0 && sharedSize > 0) {
            values.put(SHARED_EXPERTS, "1");
        } else if (shared > 0 && sharedSize <= 0 && size > 0) {
            values.put(SHARED_EXPERT_MLP_SIZE, Long.toString(shared * size));
        }
    }

    private void norm() {
        if (values.containsKey(NORM)) {
            return;
        }
        if (object.path("rms_norm_eps").isNumber()
                || isTrue("rmsnorm")
                || object.path("norm_type").asString("").equals("rmsnorm")) {
            values.put(NORM, "rms");
        } else if (object.path("layer_norm_eps").isNumber()
                || object.path("layer_norm_epsilon").isNumber()) {
            values.put(NORM, "layer");
        }
    }

    private void rope() {
        for (String name : List.of("rope_scaling", "rope_parameters")) {
            JsonNode scaling = object.path(name);
            JsonNode full = scaling.path("full_attention");
            JsonNode rope = full.isObject() ? full : scaling;
            JsonNode type = rope.path("rope_type").isString() ? rope.path("rope_type") : rope.path("type");
            if (type.isString() && !type.stringValue().equals("default")) {
                StringJoiner text = new StringJoiner(" ");
                text.add(type.stringValue());
                double factor = rope.path("factor").asDouble(Double.NaN);
                double original = rope.path("original_max_position_embeddings").asDouble(Double.NaN);
                if (Double.isFinite(factor)) {
                    text.add("factor " + shortest(factor));
                }
                if (Double.isFinite(original)) {
                    text.add("of " + shortest(original));
                }
                values.putIfAbsent(ROPE_SCALING, text.toString());
            }
        }
        double rotated = object.path("rotary_dim").asDouble(Double.NaN);
        double share = rotated / count(HEAD_SIZE).orElse(0);
        if (share >= 0 && share <= 1) {
            values.putIfAbsent(PARTIAL_ROTARY, Double.toString(share));
        }
    }

    private static String shortest(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : "" + value;
    }

    private void quantisation() {
        JsonNode config = object.path("quantization_config").isObject()
                ? object.path("quantization_config")
                : whole.path("quantization_config");
        if (!config.isObject()) {
            return;
        }
        StringJoiner text = new StringJoiner(" ");
        for (String name : List.of("quant_method", "quant_algo", "fmt", "format")) {
            JsonNode value = config.path(name);
            if (value.isString() && value.stringValue().length() <= 40) {
                text.add(value.stringValue());
            }
        }
        values.put(QUANTISATION, text.length() == 0 ? "of an unnamed kind" : text.toString());
    }

    private void check() {
        long heads = count(HEADS).orElse(0);
        long kvHeads = count(KV_HEADS).orElse(1);
        if (heads > 0 && heads % kvHeads != 0) {
            parser.odd(
                    path + "num_key_value_heads",
                    Rule.INDIVISIBLE,
                    Message.of("config.divisorOfHeads", heads),
                    Message.of("config.count", kvHeads),
                    Message.of("config.kept"));
        }
        atMost(EXPERTS_PER_TOKEN, EXPERTS);
        atMost(DENSE_LAYERS_FIRST, LAYERS);
    }

    private void atMost(ArchitectureField part, ArchitectureField all) {
        OptionalLong most = count(all);
        OptionalLong actual = count(part);
        if (most.isPresent() && actual.isPresent() && actual.getAsLong() > most.getAsLong()) {
            parser.odd(
                    path + ConfigNames.of(part).getFirst(),
                    Rule.CONTRADICTION,
                    Message.of("config.atMost", most.getAsLong(), all),
                    Message.of("config.count", actual.getAsLong()),
                    ValueParser.IGNORED);
            values.remove(part);
        }
    }

    private OptionalLong count(ArchitectureField field) {
        String value = values.get(field);
        return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
    }

    private boolean isTrue(String name) {
        return object.path(name).asBoolean(false);
    }
}
