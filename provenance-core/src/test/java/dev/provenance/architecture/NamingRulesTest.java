package dev.provenance.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamingRulesTest {

    @ParameterizedTest
    @CsvSource({
        "model.embed_tokens.weight, model, INPUT_EMBEDDING",
        "lm_head.weight, '', OUTPUT_HEAD",
        "model.norm.weight, model, FINAL_NORM",
        "model.layers.17.self_attn.q_proj.weight, model, ATTENTION_QUERY layer 17",
        "model.layers.0.input_layernorm.weight, model, ATTENTION_NORM layer 0",
        "model.layers.3.block_sparse_moe.experts.7.w2.weight, model, EXPERT_DOWN layer 3 expert 7",
        "model.layers.3.mlp.experts.12.up_proj.weight, model, EXPERT_UP layer 3 expert 12",
        "model.layers.3.mlp.gate.weight, model, ROUTER layer 3",
        "vision.encoder.layers.2.self_attn.k_proj.weight, vision.encoder, ATTENTION_KEY layer 2",
        "transformer.encoder.layers.1.mlp.dense_h_to_4h.weight, transformer, MLP_FUSED layer 1",
        "layers.4.attention.wo.weight, '', ATTENTION_OUTPUT layer 4",
        "transformer.h.11.attn.c_attn.weight, transformer, ATTENTION_FUSED layer 11",
    })
    void knownNames(String name, String component, String role) {
        assertThat(TensorRole.of(name)).hasToString(role);
        assertThat(TensorRole.of(name).component()).isEqualTo(component);
    }

    @ParameterizedTest
    @CsvSource({
        "model.layers.1.self_attn.q_proj.bias",
        "rwkv1.v1",
        "''",
        "....",
        "model.layers.99999999999999999999.self_attn.q_proj.weight",
        "model.layers.-1.self_attn.q_proj.weight",
    })
    void otherNamesAreOther(String name) {
        assertThat(TensorRole.of(name).kind()).isEqualTo(TensorKind.OTHER);
        assertThat(TensorRole.of(name).component()).isEqualTo(name);
    }

    @Test
    void rulesThatContradictOrLackAFieldAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NamingRules(List.of("norm.weight\tFINAL_NORM")))
                .withMessageContaining("three fields");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NamingRules(List.of("a.{layer}\tOTHER\tx", "a.{expert}\tOTHER\tx")))
                .withMessage("Two naming rules for a.{expert}");
    }
}
