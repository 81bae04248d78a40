package dev.provenance.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provenance.ProvenanceReport;
import dev.provenance.TestModels;
import dev.provenance.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReportTest {

    @TempDir
    Path folder;

    @Test
    void holdsTheFieldsOfTheContract() throws IOException, InterruptedException {
        JsonNode json = json(TestModels.examine(TestModels.sample("alder"), TestModels.sample("alder-pruned")));

        assertThat(json.path("schemaVersion").stringValue()).isEqualTo(JsonReport.SCHEMA_VERSION);
        assertThat(json.path("bases").get(0).path("name").stringValue()).isEqualTo("alder");
        assertThat(json.path("suspect").path("name").stringValue()).isEqualTo("alder-pruned");
        JsonNode verdict = json.path("verdict");
        assertThat(verdict.path("relation").stringValue()).isEqualTo("PRUNED");
        assertThat(verdict.path("weightsRelated").stringValue()).isEqualTo("YES");
        assertThat(verdict.path("initialisationShared").stringValue()).isEqualTo("YES");
        assertThat(verdict.get("log10P").doubleValue()).isLessThan(-100);
        assertThat(verdict.path("coverage").doubleValue()).isBetween(0.69, 0.70);
        JsonNode tensor = json.path("tensors").get(0);
        assertThat(tensor.propertyNames())
                .contains(
                        "name",
                        "role",
                        "shape",
                        "dtypes",
                        "n",
                        "cosine",
                        "centredCosine",
                        "relativeL2",
                        "maxAbsDiff",
                        "bitEqual");
        assertThat(tensor.path("name").stringValue()).isEqualTo("model.embed_tokens.weight");
        assertThat(tensor.path("role").stringValue()).isEqualTo("INPUT_EMBEDDING");
        assertThat(tensor.path("n").longValue()).isEqualTo(65_536);
        JsonNode left = json.path("notCompared").get(0);
        assertThat(left.path("reason").path("text").stringValue())
                .isEqualTo(
                        "shapes differ: base [172, 64], suspect [129, 64]; the smaller may be a part of the larger, to be"
                                + " found by rows");
        JsonNode architecture = json.path("architecture");
        assertThat(architecture.path("answer").stringValue()).isEqualTo("DIFFERENT");
        JsonNode text = architecture.path("components").get(0);
        assertThat(text.path("name").stringValue()).isEqualTo("text");
        JsonNode layers = text.path("fields").get(0);
        assertThat(layers.path("field").stringValue()).isEqualTo("LAYERS");
        assertThat(layers.path("base").stringValue()).isEqualTo("4");
        assertThat(layers.path("suspect").stringValue()).isEqualTo("3");
        assertThat(layers.path("outcome").stringValue()).isEqualTo("DIFFERENT");
        assertThat(text.path("fields").get(1).path("rarity").path("bits").doubleValue())
                .isPositive();
        assertThat(text.path("kinds").get(0).path("comparability").stringValue())
                .isEqualTo("SAME_SHAPE");
        assertThat(left.path("model").stringValue()).isEqualTo("BASE");
    }

    @Test
    void undefinedValuesAreNullWithAReason() throws IOException, InterruptedException {
        Path zeros = model("zeros.safetensors", 0, 0, 0);
        Path numbers = model("numbers.safetensors", 1, 2, 3);

        JsonNode tensor =
                json(TestModels.examine(zeros, numbers)).path("tensors").get(0);

        assertThat(tensor.get("cosine").isNull()).isTrue();
        assertThat(tensor.path("undefined").path("cosine").path("text").stringValue())
                .isEqualTo("base is all zero");
        assertThat(tensor.path("undefined").path("centredCosine").path("text").stringValue())
                .isEqualTo("base is constant");
        assertThat(tensor.path("undefined").path("relativeL2").path("key").stringValue())
                .isEqualTo("weights.baseAllZero");
        assertThat(tensor.path("maxAbsDiff").doubleValue()).isEqualTo(3);
    }

    private Path model(String name, float... numbers) throws IOException {
        Path file = folder.resolve(name);
        new SafetensorsWriter().floats("w", numbers).write(file);
        return file;
    }

    /** All that differs between two runs is when they were made and how long they took, and that stands in one place. */
    @Test
    void twoRunsAreTheSameByteForByteButForTheirRun() throws IOException, InterruptedException {
        String first = JsonReport.toString(examineOnce());
        String second = JsonReport.toString(examineOnce());

        assertThat(withoutRun(second)).isEqualTo(withoutRun(first));
        assertThat(json(examineOnce()).path("run").propertyNames()).containsExactly("createdAt", "times");
    }

    private static ProvenanceReport examineOnce() throws IOException, InterruptedException {
        return TestModels.examine(TestModels.sample("alder"), TestModels.sample("alder-moe"));
    }

    private static String withoutRun(String json) {
        String rest = json.replaceFirst("(?s)\n  \"run\" : \\{.*?\n  },", "");
        assertThat(rest)
                .isNotEqualTo(json)
                .doesNotContain("milliseconds", "createdAt")
                .contains("libraryVersion");
        return rest;
    }

    @Test
    void fileIsReplacedWhole() throws IOException, InterruptedException {
        ProvenanceReport report = TestModels.examine(TestModels.sample("alder"), TestModels.sample("birch"));
        Path file = Files.writeString(folder.resolve("report.json"), "old");

        JsonReport.write(report, file);

        assertThat(file).hasContent(JsonReport.toString(report));
        try (Stream<Path> content = Files.list(folder)) {
            assertThat(content).containsExactly(file);
        }
    }

    @Test
    void placeThatCannotBeWrittenIsNamed() throws IOException, InterruptedException {
        ProvenanceReport report = TestModels.examine(TestModels.sample("alder"), TestModels.sample("birch"));

        assertThatThrownBy(() -> JsonReport.write(report, folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": expected the name of a file to write, actual a folder.");
        assertThatThrownBy(() -> JsonReport.write(report, folder.resolve("missing/report.json")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing");
    }

    private static JsonNode json(ProvenanceReport report) {
        return JsonMapper.shared().readTree(JsonReport.toString(report));
    }
}
