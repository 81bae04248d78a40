package dev.provenance.architecture.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.TestModels;
import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.ComponentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real configurations: whatever quantity they give under a name that is known here is in the specification, unchanged. */
class RealConfigurationsTest {

    /** Written down from the configurations by hand, apart from the tables under test. */
    private static final Map<String, ArchitectureField> COUNTS = Map.ofEntries(
            Map.entry("num_hidden_layers", ArchitectureField.LAYERS),
            Map.entry("hidden_size", ArchitectureField.HIDDEN_SIZE),
            Map.entry("num_attention_heads", ArchitectureField.HEADS),
            Map.entry("num_key_value_heads", ArchitectureField.KV_HEADS),
            Map.entry("head_dim", ArchitectureField.HEAD_SIZE),
            Map.entry("moe_intermediate_size", ArchitectureField.EXPERT_MLP_SIZE),
            Map.entry("num_local_experts", ArchitectureField.EXPERTS),
            Map.entry("n_routed_experts", ArchitectureField.EXPERTS),
            Map.entry("num_experts", ArchitectureField.EXPERTS),
            Map.entry("n_shared_experts", ArchitectureField.SHARED_EXPERTS),
            Map.entry("num_shared_experts", ArchitectureField.SHARED_EXPERTS),
            Map.entry("num_experts_per_tok", ArchitectureField.EXPERTS_PER_TOKEN),
            Map.entry("num_experts_per_token", ArchitectureField.EXPERTS_PER_TOKEN),
            Map.entry("top_k_experts", ArchitectureField.EXPERTS_PER_TOKEN),
            Map.entry("first_k_dense_replace", ArchitectureField.DENSE_LAYERS_FIRST),
            Map.entry("vocab_size", ArchitectureField.VOCABULARY),
            Map.entry("max_position_embeddings", ArchitectureField.POSITIONS),
            Map.entry("q_lora_rank", ArchitectureField.QUERY_RANK),
            Map.entry("kv_lora_rank", ArchitectureField.KV_RANK),
            Map.entry("qk_nope_head_dim", ArchitectureField.NOPE_HEAD_SIZE),
            Map.entry("qk_rope_head_dim", ArchitectureField.ROPE_HEAD_SIZE),
            Map.entry("v_head_dim", ArchitectureField.VALUE_HEAD_SIZE),
            Map.entry("num_nextn_predict_layers", ArchitectureField.MTP_LAYERS),
            Map.entry("mtp_num_hidden_layers", ArchitectureField.MTP_LAYERS));

    private static final Map<String, ArchitectureField> REALS = Map.of(
            "rope_theta", ArchitectureField.ROPE_BASE,
            "partial_rotary_factor", ArchitectureField.PARTIAL_ROTARY,
            "rms_norm_eps", ArchitectureField.NORM_EPSILON);

    private static final Map<String, ArchitectureField> TEXTS = Map.of(
            "hidden_act", ArchitectureField.ACTIVATION,
            "hidden_activation", ArchitectureField.ACTIVATION,
            "mlp_hidden_act", ArchitectureField.ACTIVATION,
            "torch_dtype", ArchitectureField.DTYPE,
            "dtype", ArchitectureField.DTYPE,
            "attention_bias", ArchitectureField.ATTENTION_BIAS,
            "use_qk_norm", ArchitectureField.QK_NORM,
            "mlp_bias", ArchitectureField.MLP_BIAS,
            "tie_word_embeddings", ArchitectureField.TIED_EMBEDDINGS);

    @TestFactory
    List<DynamicTest> noFieldIsLost() throws IOException {
        Path folder = TestModels.data("data", "configs");
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> !path.endsWith("FACTS.json")).sorted().toList()) {
                JsonNode config = JsonObjectFile.read(file);
                tests.add(DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> check(config)));
            }
        }
        assertThat(tests).hasSize(86);
        JsonNode facts = JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("FACTS.json")));
        for (Map.Entry<String, JsonNode> model : facts.properties()) {
            tests.add(DynamicTest.dynamicTest(
                    model.getKey(), () -> check(model.getValue().path("config"))));
        }
        assertThat(tests).hasSize(86 + 26);
        return tests;
    }

    private static void check(JsonNode config) {
        ArchitectureSpec spec = ConfigReader.of(config);
        boolean nested = config.path("text_config").isObject();
        JsonNode text = nested ? config.path("text_config") : config;
        check(text, spec.component("text").orElseThrow());
        if (nested) {
            assertThat(spec.component("text").orElseThrow().value(ArchitectureField.LAYERS))
                    .isPresent();
        }
        if (config.path("vision_config").isObject()) {
            ComponentSpec vision = spec.component("vision").orElseThrow();
            assertThat(vision.values())
                    .containsKeys(ArchitectureField.LAYERS, ArchitectureField.HIDDEN_SIZE, ArchitectureField.HEADS);
        }
        if (config.path("quantization_config").isObject()
                || text.path("quantization_config").isObject()) {
            assertThat(spec.component("text").orElseThrow().value(ArchitectureField.QUANTISATION))
                    .isPresent();
        }
    }

    private static void check(JsonNode object, ComponentSpec spec) {
        COUNTS.forEach((name, field) -> {
            JsonNode value = object.path(name);
            if (value.isNumber() && !(value.longValue() == 0 && field == ArchitectureField.SHARED_EXPERTS)) {
                assertThat(spec.count(field)).as(name).hasValue(value.longValue());
            }
        });
        REALS.forEach((name, field) -> {
            for (JsonNode at : List.of(object, object.path("rope_parameters"))) {
                if (at.path(name).isNumber()) {
                    assertThat(spec.real(field)).as(name).hasValue(at.path(name).doubleValue());
                }
            }
        });
        TEXTS.forEach((name, field) -> {
            JsonNode value = object.path(name);
            if (value.isString() || value.isBoolean()) {
                assertThat(spec.value(field)).as(name).contains(value.asString());
            }
        });
        JsonNode mlp = object.path("intermediate_size");
        if (mlp.isNumber()) {
            assertThat(List.of(
                            spec.value(ArchitectureField.MLP_SIZE).orElse(""),
                            spec.value(ArchitectureField.EXPERT_MLP_SIZE).orElse("")))
                    .as("intermediate_size")
                    .contains(mlp.asString());
        }
        JsonNode window = object.path("sliding_window");
        if (window.isNumber() && object.path("use_sliding_window").asBoolean(true)) {
            assertThat(spec.count(ArchitectureField.SLIDING_WINDOW)).hasValue(window.longValue());
        }
        JsonNode scaling = object.path("rope_scaling");
        if (scaling.path("factor").isNumber()) {
            assertThat(spec.value(ArchitectureField.ROPE_SCALING).orElse(""))
                    .contains("factor " + scaling.path("factor").intValue());
        }
    }
}
