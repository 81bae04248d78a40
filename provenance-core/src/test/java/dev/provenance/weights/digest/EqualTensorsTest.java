package dev.provenance.weights.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.message.Message;
import dev.provenance.safetensors.DType;
import dev.provenance.weights.digest.EqualTensors.Group;
import dev.provenance.weights.digest.EqualTensors.LeftOut;
import dev.provenance.weights.digest.EqualTensors.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EqualTensorsTest {

    @Test
    void findsEqualContentUnderOtherNamesAndInOtherFiles() {
        DigestedTensor embedding = tensor("wte", "a.safetensors", "1");
        DigestedTensor head = tensor("lm_head", "b.safetensors", "1");
        DigestedTensor renamed = tensor("model.embed", "c.safetensors", "1");
        EqualTensors equal = EqualTensors.of(
                List.of(embedding, tensor("x", "a.safetensors", "2"), head), List.of(tensor("y", "c", "3"), renamed));
        assertThat(equal.groups())
                .containsExactly(new Group("1".repeat(64), List.of(embedding, head), List.of(renamed)));
        assertThat(equal.groups().getFirst().acrossModels()).isTrue();
        assertThat(equal.groups().getFirst().acrossNames()).isTrue();
    }

    @Test
    void findsCopiesInsideOneModel() {
        DigestedTensor first = tensor("layers.3.up", "s", "1");
        DigestedTensor second = tensor("layers.9.up", "s", "1");
        List<Group> groups = EqualTensors.of(List.of(), List.of(first, second)).groups();
        assertThat(groups).containsExactly(new Group("1".repeat(64), List.of(), List.of(first, second)));
        assertThat(groups.getFirst().acrossModels()).isFalse();
        assertThat(groups.getFirst().acrossNames()).isFalse();
    }

    @Test
    void theSameNameInBothIsNotAnotherName() {
        Group group = EqualTensors.of(List.of(tensor("w", "a", "1")), List.of(tensor("w", "b", "1")))
                .groups()
                .getFirst();
        assertThat(group.acrossModels()).isTrue();
        assertThat(group.acrossNames()).isFalse();
    }

    @Test
    void groupsStandInTheOrderOfTheirFirstMembers() {
        List<DigestedTensor> base = List.of(tensor("b", "f", "2"), tensor("a", "f", "1"));
        List<DigestedTensor> suspect =
                List.of(tensor("z", "f", "3"), tensor("y", "f", "3"), tensor("x", "f", "1"), tensor("w", "f", "2"));
        assertThat(EqualTensors.of(base, suspect).groups())
                .extracting(group -> group.sha256().charAt(0))
                .containsExactly('2', '1', '3');
    }

    @Test
    void whatSaysNothingIsLeftOutAndCounted() {
        DigestedTensor constant = tensor("norm.bias", DType.F32, List.of(64L), true);
        DigestedTensor small = tensor("scale", DType.F32, List.of(63L), false);
        DigestedTensor empty = tensor("none", DType.F32, List.of(0L, 64L), true);
        DigestedTensor number = tensor("number", DType.F32, List.of(), true);
        DigestedTensor mask = tensor("h.0.attn.bias", DType.F32, List.of(1L, 1L, 8L, 8L), false);
        EqualTensors equal = EqualTensors.of(
                List.of(constant, constant, small, mask), List.of(constant, small, empty, number, mask));
        assertThat(equal.groups()).isEmpty();
        assertThat(equal.leftOut())
                .containsExactly(
                        new LeftOut(Reason.SMALL, 1, 3),
                        new LeftOut(Reason.CONSTANT, 2, 1),
                        new LeftOut(Reason.COMPUTED, 1, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "model.layers.0.self_attn.rotary_emb.inv_freq, F32, true",
        "inv_freq, F32, true",
        "embeddings.position_ids, I64, true",
        "model.layers.0.mlp.up_proj.g_idx, I32, true",
        "anything, BOOL, true",
        "model.layers.0.mlp.up_proj.qweight, I32, false",
        "model.layers.0.mlp.up_proj.weight, BF16, false",
        "h.0.attn.c_attn.bias, F32, false"
    })
    void whatIsComputedIsKnownByNameOrDtype(String name, DType dtype, boolean computed) {
        DigestedTensor tensor = tensor(name, dtype, List.of(64L), false);
        assertThat(EqualTensors.of(List.of(tensor), List.of(tensor)).groups().isEmpty())
                .isEqualTo(computed);
    }

    private static DigestedTensor tensor(String name, String file, String digit) {
        return new DigestedTensor(name, file, DType.BF16, List.of(8L, 8L), digest(digit, false));
    }

    private static DigestedTensor tensor(String name, DType dtype, List<Long> shape, boolean constant) {
        return new DigestedTensor(name, "f", dtype, shape, digest("0", constant));
    }

    private static TensorDigest digest(String digit, boolean constant) {
        return new TensorDigest(
                digit.repeat(64), constant, Optional.empty(), Optional.of(Message.of("weights.allZero")));
    }
}
