package dev.provenance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.TestModels;
import dev.provenance.internal.ResourceLines;
import dev.provenance.message.Message;
import dev.provenance.safetensors.TensorArchive;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamingConventionsTest {

    @Test
    void everyRuleSaysWhereItsNamesComeFrom() {
        for (String line : ResourceLines.of(NamingRules.class, "tensor-names.tsv")) {
            assertThat(NamingConventions.source(NamingRule.parse(line).convention()))
                    .as(line)
                    .isPresent();
        }
    }

    @Test
    void namesOfAnotherFamilyAreNotedAsOrdinary() throws IOException {
        try (TensorArchive archive = TensorArchive.open(TestModels.sample("alder"))) {
            ModelTensors tensors = ModelTensors.of(archive, ArchitectureSpec.UNKNOWN);

            assertThat(NamingConventions.note(Message.of("architecture.suspect"), named("llama"), tensors))
                    .isEmpty();
            assertThat(NamingConventions.note(Message.of("architecture.suspect"), ArchitectureSpec.UNKNOWN, tensors))
                    .isEmpty();
            assertThat(NamingConventions.note(Message.of("architecture.suspect"), named("novel"), tensors)
                            .map(Object::toString))
                    .contains(
                            "The suspect calls itself 'novel', its tensors have the names of Llama. Taking over another"
                                    + " family's names is ordinary practice and proves nothing.");
        }
    }

    private static ArchitectureSpec named(String type) {
        return new ArchitectureSpec(
                Optional.of(type),
                List.of(),
                List.of(new ComponentSpec("text", Optional.of(type), Map.of())),
                List.of());
    }
}
