package dev.provenance.architecture.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.ComponentSpec;
import dev.provenance.architecture.catalogue.ModelCatalogue;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the figures that makers publish on their model cards and in their reports, in billions. */
class ParameterCountTest {

    private static ParameterCount count(String model) {
        ComponentSpec text = ModelCatalogue.shipped()
                .find(model)
                .orElseThrow()
                .spec()
                .component("text")
                .orElseThrow();
        return ParameterCount.of(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "meta-llama/Meta-Llama-3.1-8B, 8.03",
        "meta-llama/Meta-Llama-3.1-70B, 70.6",
        "meta-llama/Meta-Llama-3.1-405B, 405",
        "Qwen/Qwen3-0.6B, 0.6",
        "Qwen/Qwen3-1.7B, 1.7",
        "Qwen/Qwen3-8B, 8.2",
        "Qwen/Qwen3-32B, 32.8",
        "Qwen/Qwen3-30B-A3B, 30.5",
        "Qwen/Qwen3-235B-A22B, 235",
        "Qwen/Qwen3-Coder-480B-A35B-Instruct, 480",
        "Qwen/Qwen2-57B-A14B, 57.4",
        "Qwen/Qwen2.5-14B, 14.7",
        "Qwen/Qwen2.5-72B, 72.7",
        "deepseek-ai/DeepSeek-V2, 236",
        "deepseek-ai/DeepSeek-V3, 671",
        "mistralai/Mixtral-8x7B-v0.1, 46.7",
        "mistralai/Mixtral-8x22B-v0.1, 141",
        "mistralai/Mistral-7B-v0.1, 7.24",
        "openai/gpt-oss-120b, 117",
        "openai/gpt-oss-20b, 20.9",
        "upstage/Solar-Open-100B, 102.6",
        "upstage/SOLAR-10.7B-v1.0, 10.7",
        "zai-org/GLM-4.5-Air, 106",
        "moonshotai/Kimi-K2-Instruct, 1026",
        "meta-llama/Llama-4-Scout-17B-16E-Instruct, 109",
        "meta-llama/Llama-4-Maverick-17B-128E-Instruct, 400",
        "01-ai/Yi-34B, 34.4",
        "ascend-tribe/pangu-pro-moe (72B-A16B), 71.99",
    })
    void total(String model, double billions) {
        assertThat(count(model).total() / 1e9).isCloseTo(billions, Percentage.withPercentage(2));
    }

    /** OpenAI leaves the input embedding out of the active parameters, the others count it. */
    @ParameterizedTest
    @CsvSource({
        "Qwen/Qwen3-235B-A22B, 22, true",
        "Qwen/Qwen3-30B-A3B, 3.3, true",
        "Qwen/Qwen2-57B-A14B, 14, true",
        "deepseek-ai/DeepSeek-V3, 37, true",
        "mistralai/Mixtral-8x7B-v0.1, 12.9, true",
        "mistralai/Mixtral-8x22B-v0.1, 39, true",
        "openai/gpt-oss-120b, 5.1, false",
        "openai/gpt-oss-20b, 3.6, false",
        "upstage/Solar-Open-100B, 12, true",
        "meta-llama/Llama-4-Scout-17B-16E-Instruct, 17, true",
        "ascend-tribe/pangu-pro-moe (72B-A16B), 16.5, true",
    })
    void active(String model, double billions, boolean withEmbedding) {
        ParameterCount count = count(model);
        long active = count.active() - (withEmbedding ? 0 : count.inputEmbedding());
        assertThat(active / 1e9).isCloseTo(billions, Percentage.withPercentage(2));
    }

    @Test
    void whatIsNotKnownOrBeyondReasonIsNotCounted() {
        assertThat(ParameterCount.of(new ComponentSpec("text", Optional.empty(), Map.of())))
                .isEmpty();
        String most = "1000000000";
        assertThat(ParameterCount.of(new ComponentSpec(
                        "text",
                        Optional.empty(),
                        Map.of(
                                ArchitectureField.LAYERS, most,
                                ArchitectureField.HIDDEN_SIZE, most,
                                ArchitectureField.HEADS, most,
                                ArchitectureField.KV_HEADS, most,
                                ArchitectureField.HEAD_SIZE, most,
                                ArchitectureField.MLP_SIZE, most,
                                ArchitectureField.VOCABULARY, most))))
                .isEmpty();
        assertThat(ModelCatalogue.shipped()
                        .find("nvidia/Nemotron-H-56B-Base-8K")
                        .flatMap(model -> model.spec().component("text"))
                        .flatMap(ParameterCount::of))
                .as("state-space layers")
                .isEmpty();
    }
}
