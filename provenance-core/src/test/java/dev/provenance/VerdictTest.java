package dev.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.architecture.TensorKind.Group;
import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.KindSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Verdicts on models of known descent. */
@Tag("both-kernels")
class VerdictTest {

    @ParameterizedTest
    @CsvSource({
        "alder, IDENTICAL, YES",
        "alder-f16, REFORMATTED, YES",
        "alder-ft, FINE_TUNED, YES",
        "alder-lora, FINE_TUNED, YES",
        "alder-ext, FINE_TUNED, YES",
        "alder-newtok, FINE_TUNED, YES",
        "alder-cpt, CONTINUED_PRETRAINING, YES",
        "alder-deep, DEPTH_UPSCALED, YES",
        "alder-pruned, PRUNED, YES",
        "alder-moe, PARTS_REUSED, YES",
        "alder-embonly, INCONCLUSIVE, INCONCLUSIVE",
        "alder-twin, INCONCLUSIVE, INCONCLUSIVE",
        "alder-distilled, NO_SHARED_WEIGHTS_FOUND, NO_EVIDENCE",
        "birch, NO_SHARED_WEIGHTS_FOUND, NO_EVIDENCE",
    })
    void sampleAgainstAlder(String suspect, String relation, Answer related) throws IOException, InterruptedException {
        Verdict verdict = TestModels.examine(TestModels.sample("alder"), TestModels.sample(suspect))
                .verdict();

        assertThat(verdict.relation().name()).isEqualTo(relation);
        assertThat(verdict.weightsRelated()).isEqualTo(related);
        assertThat(verdict.log10P()).isEmpty();
        assertThat(verdict.reasons()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cedar, NO_SHARED_WEIGHTS_FOUND, NO_EVIDENCE",
        "elm, NO_SHARED_WEIGHTS_FOUND, NO_EVIDENCE",
        "dogwood, NOT_COMPARABLE, NOT_COMPARABLE",
        "alder-fused, FINE_TUNED, YES",
        "alder-f32, REFORMATTED, YES",
        "alder-ft2, FINE_TUNED, YES",
        "alder-scaled, FINE_TUNED, YES",
    })
    void furtherModelAgainstAlder(String suspect, String relation, Answer related)
            throws IOException, InterruptedException {
        Verdict verdict = TestModels.examine(TestModels.data("zoo", "alder"), TestModels.data("zoo", suspect))
                .verdict();

        assertThat(verdict.relation().name()).isEqualTo(relation);
        assertThat(verdict.weightsRelated()).isEqualTo(related);
    }

    /** Two models may be called related only if they descend from one another or from a common parent. */
    @TestFactory
    List<DynamicTest> noSampleIsAccusedFalsely() throws IOException {
        JsonNode truth = JsonMapper.shared().readTree(Files.readAllBytes(TestModels.sample("truth.json")));
        List<String> names = new ArrayList<>(truth.propertyNames());
        List<DynamicTest> tests = new ArrayList<>();
        for (String base : names) {
            for (String suspect : names) {
                if (!family(truth, base).equals(family(truth, suspect))) {
                    tests.add(DynamicTest.dynamicTest(
                            suspect + " against " + base,
                            () -> assertThat(TestModels.examine(TestModels.sample(base), TestModels.sample(suspect))
                                            .verdict()
                                            .weightsRelated())
                                    .isNotEqualTo(Answer.YES)));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(60);
        return tests;
    }

    /** The model at the root of a descent. */
    private static String family(JsonNode truth, String name) {
        JsonNode parents = truth.path(name).path("parents");
        return parents.isEmpty() ? name : family(truth, parents.get(0).stringValue());
    }

    @Test
    void highRawCosineOfNormsIsShownAndNotCounted() throws IOException, InterruptedException {
        ProvenanceReport report = TestModels.examine(TestModels.sample("alder"), TestModels.sample("birch"));

        KindSummary norms = report.kinds().stream()
                .filter(kind -> kind.group() == Group.NORM)
                .findFirst()
                .orElseThrow();
        assertThat(norms.cosine().value()).isGreaterThan(0.99);
        assertThat(norms.otherLayersCosine().orElseThrow().centre()).isGreaterThan(0.99);
        assertThat(report.findings())
                .filteredOn(finding -> finding.claim() == Claim.EXHIBIT)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.outcome()).isEqualTo(Finding.Outcome.NOT_COUNTED);
                    assertThat(finding.reason()).contains("raw cosine of 0.99", "Not counted");
                });
    }

    @Test
    void repeatedLayersAreMappedToTheirOrigin() throws IOException, InterruptedException {
        Verdict verdict = TestModels.examine(TestModels.sample("alder"), TestModels.sample("alder-deep"))
                .verdict();

        assertThat(verdict.reasons())
                .contains(
                        "The suspect's layers come from the base's: 0 from 0, 1 from 1, 2 from 2, 3 from 2, 4 from 3.");
    }

    @Test
    void fewLayersAreInconclusive() throws IOException, InterruptedException {
        Path models = TestModels.data("data", "weights", "rl-agents");

        Verdict verdict = TestModels.examine(
                        models.resolve("a2c-Hopper-v3-best.safetensors"),
                        models.resolve("a2c-Hopper-v3-final.safetensors"))
                .verdict();

        assertThat(verdict.weightsRelated()).isEqualTo(Answer.INCONCLUSIVE);
        assertThat(verdict.reasons()).anyMatch(reason -> reason.startsWith("Too few layers"));
    }

    @ParameterizedTest
    @CsvSource({
        "base, base-bf16, REFORMATTED, YES",
        "base, base-f16, REFORMATTED, YES",
        "base, base-int4-dequant, FINE_TUNED, YES",
        "base, finetune-heavy, FINE_TUNED, YES",
        "base, lora-merged, FINE_TUNED, YES",
        "base, depth-upscaled-finetuned, DEPTH_UPSCALED, YES",
        "depth-upscaled-finetuned, base, INCONCLUSIVE, INCONCLUSIVE",
        "finetune-light, finetune-heavy, FINE_TUNED, YES",
        "base, scratch-a, NO_SHARED_WEIGHTS_FOUND, NO_EVIDENCE",
        "base, base-meta-layout, REFORMATTED, YES",
    })
    void realModelWithKnownDerivations(String base, String suspect, String relation, Answer related)
            throws IOException, InterruptedException {
        Path models = TestModels.data("data", "weights", "stories260K");

        Verdict verdict = TestModels.examine(models.resolve(base), models.resolve(suspect))
                .verdict();

        assertThat(verdict.relation().name()).isEqualTo(relation);
        assertThat(verdict.weightsRelated()).isEqualTo(related);
    }
}
