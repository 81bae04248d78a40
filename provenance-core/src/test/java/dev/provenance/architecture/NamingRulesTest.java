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
        "model.embed_tokens.weight, text, INPUT_EMBEDDING",
        "lm_head.weight, text, OUTPUT_HEAD",
        "model.norm.weight, text, FINAL_NORM",
        "model.layers.17.self_attn.q_proj.weight, text, ATTENTION_QUERY layer 17",
        "model.layers.0.input_layernorm.weight, text, ATTENTION_NORM layer 0",
        "model.layers.3.block_sparse_moe.experts.7.w2.weight, text, EXPERT_DOWN layer 3 expert 7",
        "model.layers.3.mlp.experts.12.up_proj.weight, text, EXPERT_UP layer 3 expert 12",
        "model.layers.3.mlp.gate.weight, text, ROUTER layer 3",
        "vision.encoder.layers.2.self_attn.k_proj.weight, vision, ATTENTION_KEY layer 2",
        "transformer.encoder.layers.1.mlp.dense_h_to_4h.weight, text, MLP_FUSED layer 1",
        "layers.4.attention.wo.weight, text, ATTENTION_OUTPUT layer 4",
        "transformer.h.11.attn.c_attn.weight, text, ATTENTION_FUSED layer 11",
        "model.layers.1.self_attn.q_proj.bias, text, ATTENTION_QUERY BIAS layer 1",
        "model.layers.1.mlp.down_proj.weight_scale_inv, text, MLP_DOWN SCALE layer 1",
        "decoder.block.2.layer.1.EncDecAttention.q.weight, decoder, CROSS_ATTENTION_QUERY layer 2",
        "decoder.block.2.layer.1.layer_norm.weight, decoder, CROSS_ATTENTION_NORM layer 2",
        "encoder.block.2.layer.1.layer_norm.weight, encoder, MLP_NORM layer 2",
        "model.visual.blocks.3.attn.qkv.weight, vision, ATTENTION_FUSED layer 3",
        "model.language_model.layers.3.mlp.experts.gate_up_proj, text, EXPERT_FUSED layer 3",
        "backbone.layers.5.mixer.A_log, text, RECURRENT_DECAY layer 5",
        "unheard.of.layers.3.self_attn.q_proj.weight, unheard.of, ATTENTION_QUERY layer 3",
    })
    void knownNames(String name, String component, String role) {
        assertThat(TensorRole.of(name)).hasToString(role);
        assertThat(TensorRole.of(name).component()).isEqualTo(component);
    }

    @ParameterizedTest
    @CsvSource({
        "rwkv1.v1",
        "''",
        "....",
        "model.layers.99999999999999999999.self_attn.q_proj.weight",
        "model.layers.-1.self_attn.q_proj.weight",
        "unheard.of.norm.weight",
        "encoder.block.2.layer.7.layer_norm.weight",
    })
    void otherNamesAreOther(String name) {
        assertThat(TensorRole.of(name).kind()).isEqualTo(TensorKind.OTHER);
        assertThat(TensorRole.of(name).component()).isEqualTo(name);
    }

    @Test
    void rulesThatContradictOrLackAFieldAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NamingRules(List.of("norm.weight\tFINAL_NORM")))
                .withMessageContaining("three or four fields");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NamingRules(List.of("a.{layer}\tOTHER\tx", "a.{layer}\tBUFFER\tx")))
                .withMessage("Two naming rules for a.{layer}.weight");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NamingRules(List.of("a\tOTHER\tx\tsplit=blocks fold")))
                .withMessageContaining("unknown options [fold]");
    }
}
