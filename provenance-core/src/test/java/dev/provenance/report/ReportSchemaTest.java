package dev.provenance.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.provenance.Answer;
import dev.provenance.MadeTowers;
import dev.provenance.MadeTowers.Naming;
import dev.provenance.Model;
import dev.provenance.Provenance;
import dev.provenance.ProvenanceReport;
import dev.provenance.TestModels;
import dev.provenance.behavior.Recording;
import dev.provenance.behavior.Recordings;
import dev.provenance.history.TrainingHistory;
import dev.provenance.history.compute.DeclaredTraining;
import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Relation;
import dev.provenance.safetensors.SafetensorsWriter;
import dev.provenance.weights.Sampling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published schema says what a report is, field by field: it allows nothing that it does not name. */
class ReportSchemaTest {

    @TempDir
    Path folder;

    private static String schemaText() throws IOException {
        try (InputStream schema = Objects.requireNonNull(JsonReport.class.getResourceAsStream("report.schema.json"))) {
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<Error> errors(String json) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemaText(), InputFormat.JSON);
        return schema.validate(json, InputFormat.JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alder",
                "alder-f16",
                "alder-ft",
                "alder-lora",
                "alder-ext",
                "alder-newtok",
                "alder-cpt",
                "alder-deep",
                "alder-pruned",
                "alder-moe",
                "alder-embonly",
                "alder-twin",
                "alder-distilled",
                "birch"
            })
    void reportsOfKnownDescentAreValid(String suspect) throws IOException, InterruptedException {
        String json = JsonReport.toString(TestModels.examine(TestModels.sample("alder"), TestModels.sample(suspect)));

        assertThat(errors(json)).isEmpty();
    }

    @Test
    void panelWithDigestsAndASampleAreValid() throws IOException, InterruptedException {
        try (Model alder = Model.open(TestModels.sample("alder"));
                Model birch = Model.open(TestModels.sample("birch"));
                Model suspect = Model.open(TestModels.sample("alder-moe"))) {
            ProvenanceReport digested =
                    Provenance.examine(suspect).against(alder, birch).digests().run();
            ProvenanceReport sampled = Provenance.examine(suspect)
                    .against(alder)
                    .sampling(Sampling.fraction(0.1).seed(3))
                    .run();

            assertThat(errors(JsonReport.toString(digested))).isEmpty();
            assertThat(errors(JsonReport.toString(sampled))).isEmpty();
        }
    }

    /** The second has a component whose name is no name; both languages show which component a test is about. */
    @ParameterizedTest
    @EnumSource(
            value = Naming.class,
            names = {"LLAVA", "STRANGE"})
    void towersAreValidAndNamed(Naming naming) throws IOException, InterruptedException {
        Path base = MadeTowers.beside("alder", MadeTowers.tower(naming, 1), folder.resolve("base"));
        Path suspect = MadeTowers.beside(
                "birch", MadeTowers.permuted(MadeTowers.tower(naming, 1), naming, 2), folder.resolve("suspect"));

        ProvenanceReport report = TestModels.examine(base, suspect);
        String json = JsonReport.toString(report);

        assertThat(errors(json)).isEmpty();
        assertThat(JsonMapper.shared()
                        .readTree(json)
                        .path("comparisons")
                        .path(0)
                        .path("components"))
                .hasSize(2)
                .anyMatch(component -> component.path("component").stringValue().equals("text")
                        && component.path("relation").stringValue().equals("NO_SHARED_WEIGHTS_FOUND"))
                .anyMatch(component -> component.path("relation").stringValue().equals("REFORMATTED")
                        && component.path("adjustedLog10P").doubleValue() < -100);
        boolean known = naming == Naming.LLAVA;
        assertThat(TextReport.toString(report).lines())
                .allMatch(line -> Columns.width(line) <= Columns.WIDTH)
                .noneMatch(line -> line.indexOf(0x202e) >= 0)
                .anyMatch(line -> line.matches("match of hidden units by weights +1\\.000 +-\\d+\\.\\d  "
                        + (known ? "vision" : "<b>strange</b>.*")));
        assertThat(TextReport.toString(report, Locale.KOREAN).lines())
                .allMatch(line -> Columns.width(line) <= Columns.WIDTH)
                .anyMatch(line ->
                        line.matches("가중치 기반 은닉 유닛 대응 +1\\.000 +-\\d+\\.\\d  " + (known ? "비전" : "<b>strange</b>.*")));
        assertThat(HtmlReport.toString(report))
                .doesNotContain("<b>strange")
                .contains(known ? "<p>Shared: vision.</p>" : "&lt;b&gt;strange&lt;/b&gt;");
    }

    @Test
    void recordedOutputsAHistoryAndADeclaredTrainingAreValid() throws IOException, InterruptedException {
        try (Model base = Model.open(TestModels.sample("alder"));
                Model suspect = Model.open(TestModels.sample("alder-distilled"))) {
            ProvenanceReport report = Provenance.examine(suspect)
                    .against(base)
                    .withOutputs(Recordings.of(
                            outputs("alder-distilled"),
                            outputs("alder"),
                            outputs("birch"),
                            outputs("elm"),
                            outputs("cedar"),
                            outputs("dogwood")))
                    .withHistory(TrainingHistory.inFolder(TestModels.data("zoo", "birch-history")))
                    .withDeclaredTraining(DeclaredTraining.ofTokens(1e9).deviceHours(2))
                    .run();

            assertThat(errors(JsonReport.toString(report))).isEmpty();
            assertThat(report.claims())
                    .filteredOn(claim -> claim.claim() == Claim.BEHAVES_ALIKE)
                    .singleElement()
                    .satisfies(claim -> assertThat(claim.answer()).isEqualTo(Answer.YES));
            assertThat(report.claims())
                    .filteredOn(claim -> claim.claim() == Claim.WEIGHTS_RELATED)
                    .singleElement()
                    .satisfies(claim -> assertThat(claim.answer()).isEqualTo(Answer.NO_EVIDENCE));
            assertThat(report.claims())
                    .filteredOn(claim -> claim.claim() == Claim.HISTORY_CONSISTENT)
                    .singleElement()
                    .satisfies(claim -> assertThat(claim.answer()).isEqualTo(Answer.NO));
            assertThat(report.claims()).anyMatch(claim -> claim.claim() == Claim.COMPUTE_PLAUSIBLE);
            assertThat(TextReport.toString(report, Locale.KOREAN).lines())
                    .allMatch(line -> Columns.width(line) <= Columns.WIDTH)
                    .anyMatch(line -> line.startsWith("행동 유사"));
        }
    }

    @Test
    void trainingHistoryIsValid() throws IOException, InterruptedException {
        try (Model base = Model.open(TestModels.sample("alder"));
                Model suspect = Model.open(TestModels.sample("birch"))) {
            ProvenanceReport report = Provenance.examine(suspect)
                    .against(base)
                    .withHistory(TrainingHistory.inFolder(TestModels.data("zoo", "birch-history")))
                    .run();

            assertThat(errors(JsonReport.toString(report))).isEmpty();
            assertThat(report.claims())
                    .filteredOn(claim -> claim.claim() == Claim.HISTORY_CONSISTENT)
                    .singleElement()
                    .satisfies(claim -> {
                        assertThat(claim.answer()).isEqualTo(Answer.YES);
                        assertThat(claim.supporting().signs()).isNotEmpty();
                        assertThat(claim.isConflicting()).isFalse();
                    });
        }
    }

    private static Recording outputs(String model) throws IOException {
        return Recording.read(TestModels.data("zoo", "outputs", model + ".jsonl"));
    }

    /** No configuration, no tokenizer, no role, nothing that varies, and a name that is no name. */
    @Test
    void whatIsNoModelIsValid() throws IOException, InterruptedException {
        Path zeros = folder.resolve("zeros.safetensors");
        Path numbers = folder.resolve("numbers.safetensors");
        new SafetensorsWriter()
                .floats("<script>\u0000", 0, 0, 0)
                .floats("lone", 1)
                .write(zeros);
        new SafetensorsWriter().floats("<script>\u0000", 1, Float.NaN, 3).write(numbers);

        assertThat(errors(JsonReport.toString(TestModels.examine(zeros, numbers))))
                .isEmpty();
    }

    @Test
    void anotherFieldOrAMissingOneIsFound() throws IOException, InterruptedException {
        String json =
                JsonReport.toString(TestModels.examine(TestModels.sample("alder"), TestModels.sample("alder-ft")));

        assertThat(errors(json.replaceFirst("\"relation\"", "\"relatedness\""))).isNotEmpty();
        assertThat(errors(json.replaceFirst("\"bitEqual\" : [0-9]+,", ""))).isNotEmpty();
        assertThat(errors(json.replaceFirst("\"weightsRelated\" : \"YES\"", "\"weightsRelated\" : \"CERTAINLY\"")))
                .isNotEmpty();
    }

    /** Constants that a reader has to tell apart are those of the API, one by one. */
    @Test
    void schemaKnowsEveryRelationAndTheVersion() throws IOException {
        JsonNode schema = JsonMapper.shared().readTree(schemaText());

        assertThat(schema.path("properties").path("schemaVersion").path("const").stringValue())
                .isEqualTo(JsonReport.SCHEMA_VERSION);
        assertThat(schema.path("$schema").stringValue()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.path("$defs").path("relation").path("enum"))
                .extracting(JsonNode::stringValue)
                .containsExactlyElementsOf(
                        Arrays.stream(Relation.values()).map(Enum::name).toList());
    }
}
