package dev.provenance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.TestModels;
import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.SafetensorsWriter;
import dev.provenance.safetensors.TensorArchive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTensorsTest {

    @TempDir
    Path folder;

    /** A tensor whose element {@code i} is {@code start + i}. */
    private static SafetensorsWriter counting(SafetensorsWriter writer, String name, int start, long... shape) {
        int elements = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        ByteBuffer bytes = ByteBuffer.allocate(4 * elements).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            bytes.putFloat(start + i);
        }
        return writer.add(name, DType.F32, Arrays.stream(shape).boxed().toList(), bytes.array());
    }

    private ModelTensors open(SafetensorsWriter writer, ArchitectureSpec spec, Consumer<ModelTensors> check)
            throws IOException {
        try (TensorArchive archive = TensorArchive.open(writer.write(folder.resolve("m.safetensors")))) {
            ModelTensors tensors = ModelTensors.of(archive, spec);
            check.accept(tensors);
            return tensors;
        }
    }

    private static ArchitectureSpec text(Map<ArchitectureField, String> values) {
        return new ArchitectureSpec(
                Optional.empty(), List.of(), List.of(new ComponentSpec("text", Optional.empty(), values)), List.of());
    }

    private static float[] rows(ModelTensors tensors, TensorKind kind, int first, int count) {
        try {
            return tensors.find("text", 0, kind).orElseThrow().readRows(first, count);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFusedAndFineTunedCopyHasTheRolesOfTheOriginalAndNearlyItsNumbers() throws IOException {
        try (TensorArchive plain = TensorArchive.open(TestModels.data("zoo", "alder"));
                TensorArchive fused = TensorArchive.open(TestModels.data("zoo", "alder-fused"))) {
            ModelTensors original = ModelTensors.of(plain, ArchitectureSpec.UNKNOWN);
            ModelTensors copy = ModelTensors.of(fused, ArchitectureSpec.UNKNOWN);

            assertThat(copy.size()).isEqualTo(39);
            assertThat(copy.components()).containsExactly("text");
            assertThat(copy.layers("text")).containsExactly(0, 1, 2, 3);
            for (LogicalTensor tensor : original.all().toList()) {
                LogicalTensor other = copy.find(tensor.role()).orElseThrow();
                assertThat(other.shape()).isEqualTo(tensor.shape());
                assertThat(cosine(other, tensor)).as(tensor.role().toString()).isGreaterThan(0.98);
            }
        }
    }

    private static double cosine(LogicalTensor a, LogicalTensor b) throws IOException {
        float[] as = a.readRows(0, (int) a.rows());
        float[] bs = b.readRows(0, (int) b.rows());
        double products = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < as.length; i++) {
            products += (double) as[i] * bs[i];
            squaresA += (double) as[i] * as[i];
            squaresB += (double) bs[i] * bs[i];
        }
        return products / Math.sqrt(squaresA * squaresB);
    }

    /** 4 query heads, 2 key-value heads of 1 row each: q0 q1 k0 v0 q2 q3 k1 v1. */
    @Test
    void projectionsFusedByKeyValueHead() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        counting(writer, "transformer.h.0.self_attention.query_key_value.weight", 0, 8, 4);
        counting(writer, "transformer.h.0.self_attention.query_key_value.bias", 100, 8);
        counting(writer, "transformer.h.0.self_attention.dense.weight", 0, 4, 4);
        open(writer, text(Map.of(ArchitectureField.HEADS, "4")), tensors -> {
            assertThat(rows(tensors, TensorKind.ATTENTION_QUERY, 0, 4))
                    .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
            assertThat(rows(tensors, TensorKind.ATTENTION_KEY, 0, 2)).containsExactly(8, 9, 10, 11, 24, 25, 26, 27);
            assertThat(rows(tensors, TensorKind.ATTENTION_VALUE, 1, 1)).containsExactly(28, 29, 30, 31);
            LogicalTensor bias = tensors.all()
                    .filter(tensor -> tensor.role().toString().equals("ATTENTION_KEY BIAS layer 0"))
                    .findFirst()
                    .orElseThrow();
            assertThat(bias.shape()).containsExactly(2L);
            try {
                assertThat(bias.readRows(0, 2)).containsExactly(102, 106);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void aProjectionFusedByHeadsIsNotSplitWithoutTheirNumber() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        counting(writer, "gpt_neox.layers.0.attention.query_key_value.weight", 0, 12, 4);
        open(
                writer,
                ArchitectureSpec.UNKNOWN,
                tensors -> assertThat(tensors.all()).singleElement().satisfies(tensor -> {
                    assertThat(tensor.role()).hasToString("ATTENTION_FUSED layer 0");
                    assertThat(tensor.note())
                            .hasValueSatisfying(
                                    note -> assertThat(note.toString()).contains("12 rows"));
                }));
    }

    /** GPT-2 stores [in, out]: row r of the queries is column r of the tensor. */
    @Test
    void gpt2IsTurnedRoundAndQwen1OfTheSameNamesIsNot() throws IOException {
        SafetensorsWriter gpt2 = new SafetensorsWriter();
        counting(gpt2, "h.0.attn.c_attn.weight", 0, 2, 6);
        counting(gpt2, "h.0.attn.c_proj.weight", 50, 2, 2);
        open(gpt2, ArchitectureSpec.UNKNOWN, tensors -> {
            assertThat(rows(tensors, TensorKind.ATTENTION_QUERY, 0, 2)).containsExactly(0, 6, 1, 7);
            assertThat(rows(tensors, TensorKind.ATTENTION_VALUE, 0, 2)).containsExactly(4, 10, 5, 11);
            assertThat(rows(tensors, TensorKind.ATTENTION_OUTPUT, 0, 2)).containsExactly(50, 52, 51, 53);
        });
        SafetensorsWriter qwen = new SafetensorsWriter();
        counting(qwen, "transformer.h.0.attn.c_attn.weight", 0, 6, 2);
        counting(qwen, "transformer.h.0.attn.c_proj.weight", 50, 2, 2);
        open(qwen, ArchitectureSpec.UNKNOWN, tensors -> {
            assertThat(rows(tensors, TensorKind.ATTENTION_VALUE, 0, 2)).containsExactly(8, 9, 10, 11);
            assertThat(rows(tensors, TensorKind.ATTENTION_OUTPUT, 0, 2)).containsExactly(50, 51, 52, 53);
        });
    }

    /** 2 experts, hidden size 3, expert size 2; gpt-oss alternates gate and up, Llama 4 puts gate first, Qwen 3.5 turns it. */
    @Test
    void stackedExperts() throws IOException {
        ArchitectureSpec spec = text(Map.of(ArchitectureField.HIDDEN_SIZE, "3"));
        SafetensorsWriter gptOss = new SafetensorsWriter();
        counting(gptOss, "model.layers.0.mlp.experts.gate_up_proj", 0, 2, 3, 4);
        counting(gptOss, "model.layers.0.mlp.experts.gate_up_proj_bias", 100, 2, 4);
        counting(gptOss, "model.layers.0.mlp.experts.down_proj", 200, 2, 2, 3);
        open(gptOss, spec, tensors -> {
            assertThat(expert(tensors, TensorKind.EXPERT_GATE, 1)).containsExactly(12, 16, 20, 14, 18, 22);
            assertThat(expert(tensors, TensorKind.EXPERT_UP, 0)).containsExactly(1, 5, 9, 3, 7, 11);
            assertThat(expert(tensors, TensorKind.EXPERT_DOWN, 1)).containsExactly(206, 209, 207, 210, 208, 211);
            assertThat(tensors.all().map(tensor -> tensor.role().toString()))
                    .contains("EXPERT_UP BIAS layer 0 expert 1");
        });
        SafetensorsWriter llama4 = new SafetensorsWriter();
        counting(llama4, "language_model.model.layers.0.feed_forward.experts.gate_up_proj", 0, 2, 3, 4);
        open(
                llama4,
                spec,
                tensors -> assertThat(expert(tensors, TensorKind.EXPERT_UP, 0)).containsExactly(2, 6, 10, 3, 7, 11));
        SafetensorsWriter qwen = new SafetensorsWriter();
        counting(qwen, "model.language_model.layers.0.mlp.experts.gate_up_proj", 0, 2, 4, 3);
        open(
                qwen,
                spec,
                tensors -> assertThat(expert(tensors, TensorKind.EXPERT_UP, 0)).containsExactly(6, 7, 8, 9, 10, 11));
    }

    private static float[] expert(ModelTensors tensors, TensorKind kind, int expert) {
        LogicalTensor tensor = tensors.find("text", 0, kind, expert).orElseThrow();
        try {
            return tensor.readRows(0, (int) tensor.rows());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatOneNameCannotTell() throws IOException {
        SafetensorsWriter opt = new SafetensorsWriter();
        counting(opt, "model.decoder.embed_tokens.weight", 0, 4, 2);
        counting(opt, "model.decoder.layers.0.fc1.weight", 0, 4, 2);
        open(opt, ArchitectureSpec.UNKNOWN, tensors -> {
            assertThat(tensors.components()).containsExactly("text");
            assertThat(tensors.head().orElseThrow().role().kind()).isEqualTo(TensorKind.INPUT_EMBEDDING);
        });
        SafetensorsWriter wrapped = new SafetensorsWriter();
        counting(wrapped, "odd.wrap.layers.0.mlp.up_proj.weight", 0, 4, 2);
        counting(wrapped, "odd.wrap.embed_tokens.weight", 0, 4, 2);
        open(
                wrapped,
                ArchitectureSpec.UNKNOWN,
                tensors -> assertThat(tensors.find("text", TensorKind.INPUT_EMBEDDING))
                        .isPresent());
        SafetensorsWriter predicting = new SafetensorsWriter();
        counting(predicting, "model.layers.0.mlp.up_proj.weight", 0, 4, 2);
        counting(predicting, "model.layers.1.mlp.up_proj.weight", 0, 4, 2);
        counting(predicting, "model.layers.1.eh_proj.weight", 0, 2, 4);
        open(predicting, ArchitectureSpec.UNKNOWN, tensors -> {
            assertThat(tensors.layers("text")).containsExactly(0);
            assertThat(tensors.layers("mtp")).containsExactly(0);
        });
        SafetensorsWriter gemma = new SafetensorsWriter();
        counting(gemma, "model.layers.0.post_attention_layernorm.weight", 0, 2);
        counting(gemma, "model.layers.0.post_feedforward_layernorm.weight", 0, 2);
        open(
                gemma,
                ArchitectureSpec.UNKNOWN,
                tensors -> assertThat(tensors.find("text", 0, TensorKind.POST_ATTENTION_NORM))
                        .isPresent());
        SafetensorsWriter twice = new SafetensorsWriter();
        counting(twice, "model.layers.0.mlp.up_proj.weight", 0, 4, 2);
        counting(twice, "transformer.layers.0.mlp.up_proj.weight", 0, 4, 2);
        open(
                twice,
                ArchitectureSpec.UNKNOWN,
                tensors -> assertThat(tensors.all().map(tensor -> tensor.note().map(Object::toString)))
                        .containsExactly(
                                Optional.empty(), Optional.of("another tensor has the role mlp up of layer 0")));
    }
}
