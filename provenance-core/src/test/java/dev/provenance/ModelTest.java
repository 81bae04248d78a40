package dev.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provenance.architecture.ConfigException;
import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.SafetensorsException;
import dev.provenance.tokenizer.TokenizerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTest {

    @TempDir
    Path folder;

    @Test
    void folderGivesWeightsConfigAndTokenizer() throws IOException {
        try (Model model = Model.open(TestModels.sample("alder"))) {
            assertThat(model.name()).isEqualTo("alder");
            assertThat(model.parameters()).isEqualTo(312_896);
            assertThat(model.parametersByDtype()).containsExactly(Map.entry(DType.BF16, 312_896L));
            assertThat(model.config().orElseThrow().modelType()).contains("llama");
            assertThat(model.config().orElseThrow().architectures()).containsExactly("LlamaForCausalLM");
            assertThat(model.tokenizerFiles())
                    .extracting(TokenizerFile::name)
                    .containsExactly("tokenizer.json", "tokenizer_config.json");
        }
    }

    @Test
    void indexStandsForItsFolderAndAFileForItself() throws IOException {
        try (Model model = Model.open(TestModels.sample("alder").resolve("model.safetensors.index.json"))) {
            assertThat(model.name()).isEqualTo("alder");
            assertThat(model.config()).isPresent();
        }
        try (Model model = Model.open(TestModels.sample("alder-f16").resolve("model.safetensors"))) {
            assertThat(model.name()).isEqualTo("model.safetensors");
            assertThat(model.config()).isEmpty();
            assertThat(model.tokenizerFiles()).isEmpty();
        }
    }

    @Test
    void configThatIsNoObjectIsRefused() throws IOException {
        assertConfigRefused("[1]", ": not an object: expected a JSON object, actual a JSON array.");
        assertConfigRefused("", ": not an object: expected a JSON object, actual an empty file.");
        assertConfigRefused(
                "{\"a\": 1", ": not JSON: expected valid JSON without duplicate keys, at most 64 deep, actual ");
        assertConfigRefused("{\"a\": 1, \"a\": 2}", "Duplicate");
        assertConfigRefused("[".repeat(100_000), ": not JSON: ");
        assertConfigRefused(
                "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
                ": not the file itself: expected JSON, actual a stand-in.");
    }

    private void assertConfigRefused(String content, String message) throws IOException {
        Path weights = folder.resolve("model.safetensors");
        Files.copy(
                TestModels.sample("alder-f16").resolve("model.safetensors"),
                weights,
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(folder.resolve("config.json"), content);

        assertThatThrownBy(() -> Model.open(folder).close())
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(folder.resolve("config.json").toString())
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void folderWithoutWeightsIsRefused() {
        assertThatThrownBy(() -> Model.open(folder).close())
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("model.safetensors");
    }
}
