package dev.provenance.architecture.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provenance.TestModels;
import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.ComponentSpec;
import dev.provenance.architecture.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

    @TempDir
    Path folder;

    private ArchitectureSpec read(String json) throws IOException {
        return ConfigReader.read(Files.writeString(folder.resolve("config.json"), json));
    }

    private ComponentSpec text(String json) throws IOException {
        return read(json).component("text").orElseThrow();
    }

    /** What is odd is named with its place, and the rest is read. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "num_hidden_layers": "32"    | num_hidden_layers: number is written as text: expected a number, actual the text '32'; read as the number
            "num_hidden_layers": "many"  | num_hidden_layers: value has the wrong type: expected a finite number, actual the text 'many'; ignored
            "num_hidden_layers": -3      | num_hidden_layers: value is out of range: expected a whole number from 1 to 1000000000, actual '-3'; ignored
            "num_hidden_layers": 2.5     | num_hidden_layers: value is out of range: expected a whole number from 1 to 1000000000, actual '2.5'; ignored
            "num_hidden_layers": 1e300   | num_hidden_layers: value is out of range: expected a whole number from 1 to 1000000000, actual
            "num_hidden_layers": 1e999   | num_hidden_layers: value has the wrong type: expected a finite number, actual 'Infinity'; ignored
            "num_hidden_layers": [1, 2]  | num_hidden_layers: value has the wrong type: expected a finite number, actual a list; ignored
            "num_hidden_layers": true    | num_hidden_layers: value has the wrong type: expected a finite number, actual 'true'; ignored
            "num_hidden_layers": 4, "n_layer": 5 | n_layer: fields contradict one another: expected 4, as another name says, actual 5; ignored
            "num_attention_heads": 8, "num_key_value_heads": 3 | num_key_value_heads: sizes do not divide: expected a divisor of the 8 heads, actual 3; kept
            "num_attention_heads": 7     | num_attention_heads: sizes do not divide: expected a divisor of the hidden size 64, or a head_dim, actual 7; the size of a head stays unknown
            "num_experts": 4, "num_experts_per_tok": 8 | num_experts_per_tok: fields contradict one another: expected at most the 4 of experts, actual 8; ignored
            "num_hidden_layers": 3, "layer_types": ["a", "b"] | layer_types: fields contradict one another: expected an entry for each of 3 layers, actual 2 entries; ignored
            "tie_word_embeddings": "yes" | tie_word_embeddings: value has the wrong type: expected true or false, actual the text 'yes'; ignored
            "vision_config": "none"      | vision_config: value has the wrong type: expected an object, actual the text 'none'; ignored
            "rope_theta": -1             | rope_theta: value is out of range: expected a number from 0 to 1e15, actual '-1'; ignored
            """)
    void oddValuesAreListed(String entry, String anomaly) throws IOException {
        ArchitectureSpec spec = read("{\"hidden_size\": 64, " + entry + "}");

        assertThat(spec.anomalies()).singleElement().asString().startsWith(anomaly);
        assertThat(spec.component("text").orElseThrow().count(ArchitectureField.HIDDEN_SIZE))
                .hasValue(64);
    }

    @Test
    void nullsAreAbsentAndWhatIsNoConfigurationIsSaidToBeNone() throws IOException {
        assertThat(text("{\"hidden_size\": 64, \"num_hidden_layers\": null}").count(ArchitectureField.LAYERS))
                .isEmpty();
        ArchitectureSpec none = read("{\"chat_template\": \"{{ messages }}\"}");
        assertThat(none.components()).isEmpty();
        assertThat(none.anomalies())
                .singleElement()
                .asString()
                .isEqualTo(
                        "(the whole): nothing is known: expected sizes of a model, such as hidden_size, actual none of"
                                + " the known names; the architecture stays unknown");
    }

    /** Where no field is about: numbers beyond all types, and the wrong types, in what is only looked at. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e400",
                "3.7",
                "-5",
                "\"x\"",
                "[[]]",
                "{\"a\": {}}",
                "null",
                "true",
                "123456789012345678901234567890123456789012345678901234567890"
            })
    void whateverStandsInWhatIsOnlyLookedAt(String value) throws IOException {
        String config = """
                {"hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2, "num_experts": 4, "rotary_dim": X,
                 "moe_layer_freq": [X, X], "mlp_layer_types": [X, 0], "interleave_moe_layer_step": X, "layer_types": [X, X],
                 "hybrid_override_pattern": X, "attn_type_list": [X, X], "full_attention_interval": X,
                 "linear_attn_config": X, "block_configs": [X], "global_head_dim": X, "qkv_hidden_size": X,
                 "rope_scaling": {"rope_type": "yarn", "factor": X, "original_max_position_embeddings": X},
                 "rope_parameters": {"full_attention": X}, "quantization_config": {"quant_method": X},
                 "multi_query": X, "use_sliding_window": X, "norm_type": X, "is_encoder_decoder": X, "num_layers": 3,
                 "num_decoder_layers": X, "architectures": [X], "model_type": X}
                """;
        assertThat(read(config.replace("X", value)).components()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "{\"text_config\":"})
    void deepNestingIsRefused(String opening) {
        assertThatThrownBy(() -> read(opening.repeat(10_000)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(folder.resolve("config.json")
                        + ": not JSON: expected valid JSON without duplicate" + " keys, at most 64 deep, actual ");
    }

    @Test
    void componentsWithinComponents() throws IOException {
        ArchitectureSpec spec = read("""
                {"model_type": "omni", "tie_word_embeddings": true,
                 "thinker_config": {"text_config": {"model_type": "t", "hidden_size": 64},
                                    "vision_config": {"depth": 3, "hidden_size": 32},
                                    "audio_config": {"d_model": 16}}}
                """);
        assertThat(spec.components())
                .extracting(ComponentSpec::name)
                .containsExactlyInAnyOrder("text", "vision", "audio");
        assertThat(spec.component("text").orElseThrow().flag(ArchitectureField.TIED_EMBEDDINGS))
                .contains(true);
        assertThat(spec.component("vision").orElseThrow().count(ArchitectureField.LAYERS))
                .hasValue(3);
        ArchitectureSpec t5 = read("""
                {"is_encoder_decoder": true, "d_model": 64, "d_kv": 16, "num_heads": 6, "num_layers": 4, "num_decoder_layers": 5}
                """);
        assertThat(t5.component("decoder").orElseThrow().count(ArchitectureField.LAYERS))
                .hasValue(5);
        assertThat(t5.component("encoder").orElseThrow().count(ArchitectureField.HEAD_SIZE))
                .hasValue(16);
    }

    @Test
    void familiesNamesForOneQuantity() throws IOException {
        ComponentSpec chatglm = text("""
                {"model_type": "chatglm", "num_layers": 28, "hidden_size": 4096, "num_attention_heads": 32,
                 "multi_query_attention": true, "multi_query_group_num": 2, "kv_channels": 128, "ffn_hidden_size": 13696,
                 "padded_vocab_size": 65024, "seq_length": 8192, "layernorm_epsilon": 1e-5, "rmsnorm": true,
                 "add_qkv_bias": true}
                """);
        assertThat(chatglm.values())
                .containsEntry(ArchitectureField.LAYERS, "28")
                .containsEntry(ArchitectureField.KV_HEADS, "2")
                .containsEntry(ArchitectureField.HEAD_SIZE, "128")
                .containsEntry(ArchitectureField.MLP_SIZE, "13696")
                .containsEntry(ArchitectureField.VOCABULARY, "65024")
                .containsEntry(ArchitectureField.POSITIONS, "8192")
                .containsEntry(ArchitectureField.NORM, "rms")
                .containsEntry(ArchitectureField.ATTENTION_BIAS, "true");
        ComponentSpec gpt2 = text("{\"model_type\": \"gpt2\", \"n_layer\": 12, \"n_embd\": 768, \"n_head\": 12,"
                + " \"n_inner\": null, \"n_positions\": 1024, \"vocab_size\": 50257, \"layer_norm_epsilon\": 1e-5}");
        assertThat(gpt2.values())
                .containsEntry(ArchitectureField.MLP_SIZE, "3072")
                .containsEntry(ArchitectureField.KV_HEADS, "12")
                .containsEntry(ArchitectureField.NORM, "layer")
                .containsEntry(ArchitectureField.TIED_EMBEDDINGS, "true");
        ComponentSpec falcon = text("{\"model_type\": \"falcon\", \"hidden_size\": 4544, \"num_attention_heads\": 71,"
                + " \"multi_query\": true, \"new_decoder_architecture\": false}");
        assertThat(falcon.count(ArchitectureField.KV_HEADS)).hasValue(1);
    }

    /** Random damage to a real configuration: read, refused with the file's name, never anything else. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void damagedConfigurations(long seed) throws IOException {
        String whole = Files.readString(TestModels.sample("alder-moe").resolve("config.json"));
        Random random = new Random(seed);
        String[] values = {"null", "-1", "\"x\"", "[]", "{}", "1e400", "true", "99999999999999999999", "0"};
        for (int i = 0; i < 200; i++) {
            String damaged = whole;
            for (int k = 0; k < 3; k++) {
                int at = damaged.indexOf(": ", random.nextInt(damaged.length()));
                int end = at < 0 ? -1 : damaged.indexOf(',', at);
                if (end > 0) {
                    damaged = damaged.substring(0, at + 2)
                            + values[random.nextInt(values.length)]
                            + damaged.substring(end);
                }
            }
            try {
                assertThat(read(damaged).components()).hasSizeLessThan(3);
            } catch (ConfigException refused) {
                assertThat(refused).hasMessageContaining("config.json: not JSON");
            }
        }
    }
}
