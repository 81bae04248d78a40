package dev.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.provenance.report.JsonReport;
import dev.provenance.report.TextReport;
import dev.provenance.weights.Sampling;
import dev.provenance.weights.digest.DigestedTensor;
import dev.provenance.weights.digest.EqualTensors;
import dev.provenance.weights.digest.Sketch;
import dev.provenance.weights.digest.TensorDigests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DigestExaminationTest {

    private static final Path ALDER = TestModels.sample("alder");

    private static ProvenanceReport digested(String suspect, int threads) throws IOException, InterruptedException {
        try (Model base = Model.open(ALDER);
                Model examined = Model.open(TestModels.sample(suspect))) {
            List<Progress> steps = new ArrayList<>();
            ProvenanceReport report = Provenance.examine(examined)
                    .against(base)
                    .parallelism(threads)
                    .onProgress(steps::add)
                    .digests()
                    .run();
            long planned = report.passes().stream()
                    .mapToLong(ProvenanceReport.Pass::bytes)
                    .sum();
            assertThat(steps.getLast().bytesDone()).isEqualTo(planned);
            return report;
        }
    }

    private static TensorDigests digests(String suspect) throws IOException, InterruptedException {
        return digested(suspect, 2).digests().orElseThrow();
    }

    /** Some of the tensors of the two are in no pair. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyTensorIsDigestedAndNothingElseChanges(int threads) throws IOException, InterruptedException {
        ProvenanceReport plain = TestModels.examine(ALDER, TestModels.sample("alder-pruned"));
        ProvenanceReport report = digested("alder-pruned", threads);
        TensorDigests digests = report.digests().orElseThrow();

        assertThat(plain.digests()).isEmpty();
        assertThat(plain.notCompared()).isNotEmpty();
        assertThat(report.tensors()).isEqualTo(plain.tensors());
        assertThat(report.verdict()).isEqualTo(plain.verdict());
        assertThat(report.findings()).isEqualTo(plain.findings());
        assertThat(digests.base()).hasSize(plain.bases().getFirst().tensors());
        assertThat(digests.suspect()).hasSize(plain.suspect().tensors());
        assertThat(digests).isEqualTo(digests("alder-pruned"));
        assertThat(report.passes().getFirst().purpose())
                .hasToString("every pair of tensors, whole, and digests of every tensor");
        assertThat(report.passes().getFirst().bytes())
                .isEqualTo(2
                        * (report.suspect().parameters()
                                + report.bases().getFirst().parameters()));
    }

    @Test
    void aCopyInAnotherDtypeHasTheSketchesOfTheOriginal() throws IOException, InterruptedException {
        TensorDigests digests = digests("alder-f16");

        assertThat(digests.suspect()).hasSameSizeAs(digests.base());
        for (int i = 0; i < digests.base().size(); i++) {
            DigestedTensor ours = digests.base().get(i);
            DigestedTensor theirs = digests.suspect().get(i);
            Sketch sketch = ours.digest().sketch().orElseThrow();
            assertThat(theirs.name()).isEqualTo(ours.name());
            assertThat(theirs.digest().sha256()).isNotEqualTo(ours.digest().sha256());
            assertThat(sketch.cosine(theirs.digest().sketch().orElseThrow())).isGreaterThan(0.999);
        }
        assertThat(digests.equalTensors().groups()).isEmpty();
    }

    @Test
    void whatTheAdapterLeftAloneIsEqual() throws IOException, InterruptedException {
        EqualTensors equal = digests("alder-lora").equalTensors();

        assertThat(equal.groups())
                .hasSize(31)
                .allMatch(EqualTensors.Group::acrossModels)
                .noneMatch(EqualTensors.Group::acrossNames);
        assertThat(equal.suspectInBase()).isEqualTo(31);
        assertThat(equal.suspectInBaseRenamed()).isZero();
    }

    @Test
    void modelsThatShareNothingHaveNoEqualTensors() throws IOException, InterruptedException {
        assertThat(digests("birch").equalTensors().groups()).isEmpty();
    }

    @Test
    void contradictingSettingsAreRefusedInEitherOrder() throws IOException {
        try (Model suspect = Model.open(ALDER)) {
            String message = "digests read everything, sampling (fraction 0.5, seed 0, windows of 65536 elements) does"
                    + " not: set one.";
            assertThatIllegalStateException()
                    .isThrownBy(() -> Provenance.examine(suspect).digests().sampling(Sampling.fraction(0.5)))
                    .withMessage(message);
            assertThatIllegalStateException()
                    .isThrownBy(() -> Provenance.examine(suspect)
                            .sampling(Sampling.fraction(0.5))
                            .digests())
                    .withMessage(message);
            assertThatIllegalStateException()
                    .isThrownBy(() -> Provenance.examine(suspect).digests().digests())
                    .withMessage("digests is already asked for; refused to ask again.");
            assertThat(Provenance.examine(suspect).digests().sampling(Sampling.everything()))
                    .isNotNull();
        }
    }

    @Test
    void textReportCountsWhatIsEqual() throws IOException, InterruptedException {
        String text = TextReport.toString(digested("alder-lora", 2));

        assertThat(text.lines()).hasSizeLessThanOrEqualTo(76).allMatch(line -> line.length() <= 80);
        assertThat(text).contains("equal bytes: 31 of 39 tensors of the suspect are in the base, 0 of them");
        assertThat(TextReport.toString(TestModels.examine(ALDER, TestModels.sample("alder-lora"))))
                .doesNotContain("equal bytes");
    }

    @Test
    void jsonHoldsThem() throws IOException, InterruptedException {
        ProvenanceReport report = digested("alder-lora", 2);
        JsonNode digests =
                JsonMapper.shared().readTree(JsonReport.toString(report)).path("digests");
        DigestedTensor first = report.digests().orElseThrow().base().getFirst();

        assertThat(digests.path("base").size()).isEqualTo(39);
        assertThat(digests.path("suspect").size()).isEqualTo(39);
        JsonNode tensor = digests.path("base").get(0);
        assertThat(tensor.path("name").stringValue()).isEqualTo(first.name());
        assertThat(tensor.path("sha256").stringValue()).isEqualTo(first.digest().sha256());
        assertThat(Sketch.parse(tensor.path("sketch").stringValue()))
                .isEqualTo(first.digest().sketch().orElseThrow());
        assertThat(tensor.get("noSketchBecause").isNull()).isTrue();
        JsonNode group = digests.path("equalTensors").get(0);
        assertThat(group.path("suspect").get(0).path("name").stringValue()).isEqualTo("model.embed_tokens.weight");
        assertThat(group.path("base").get(0).path("file").stringValue()).endsWith(".safetensors");
        assertThat(digests.path("leftOutOfEqualTensors").get(0).path("reason").stringValue())
                .isEqualTo("SMALL");

        String plain = JsonReport.toString(TestModels.examine(ALDER, TestModels.sample("alder-lora")));
        assertThat(JsonMapper.shared().readTree(plain).get("digests").isNull()).isTrue();
    }
}
