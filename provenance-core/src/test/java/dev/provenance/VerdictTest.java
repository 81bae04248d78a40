package dev.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.TensorKind.Group;
import dev.provenance.lineage.Direction;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.KindEffect;
import dev.provenance.lineage.KindSummary;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.Relation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Verdicts on models of known descent. */
@Tag("both-kernels")
class VerdictTest {

    /** Where the weights tell the direction they name the relation; where they do not, the origin is common. */
    @ParameterizedTest
    @CsvSource({
        "alder, IDENTICAL, YES",
        "alder-f16, REFORMATTED, YES",
        "alder-ft, COMMON_ORIGIN, YES",
        "alder-lora, ADAPTER_MERGED, YES",
        "alder-ext, VOCABULARY_EXTENDED, YES",
        "alder-newtok, COMMON_ORIGIN, YES",
        "alder-cpt, CONTINUED_PRETRAINING, YES",
        "alder-deep, DEPTH_UPSCALED, YES",
        "alder-pruned, PRUNED, YES",
        "alder-moe, UPCYCLED, YES",
        "alder-embonly, PARTS_REUSED, YES",
        "alder-twin, SHARED_INITIALISATION, NO_EVIDENCE",
        "alder-distilled, NO_SHARED_WEIGHTS_FOUND, NO_EVIDENCE",
        "birch, NO_SHARED_WEIGHTS_FOUND, NO_EVIDENCE",
    })
    void sampleAgainstAlder(String suspect, String relation, Answer related) throws IOException, InterruptedException {
        Verdict verdict = TestModels.examine(TestModels.sample("alder"), TestModels.sample(suspect))
                .verdict();

        assertThat(verdict.relation().name()).isEqualTo(relation);
        assertThat(verdict.weightsRelated()).isEqualTo(related);
        assertThat(verdict.log10P()).isPresent();
        if (related == Answer.YES) {
            assertThat(verdict.log10P().getAsDouble()).isLessThan(-6);
        }
        assertThat(verdict.reasons()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cedar, NO_SHARED_WEIGHTS_FOUND, ''",
        "elm, NO_SHARED_WEIGHTS_FOUND, ''",
        "dogwood, NO_SHARED_WEIGHTS_FOUND, ''",
        "alder-ft, FINE_TUNED, ''",
        "alder-newtok, TOKENIZER_REPLACED, ''",
        "alder-fused, FINE_TUNED, 'FUSED RENAMED'",
        "alder-f32, REFORMATTED, ''",
        "alder-ft2, FINE_TUNED, ''",
        "alder-scaled, FINE_TUNED, RESCALED",
        "alder-perm, FINE_TUNED, PERMUTED",
        "alder-rot, FINE_TUNED, 'NORMS_FOLDED ROTATED'",
    })
    void furtherModelThatIsKnownToBeLater(String suspect, String relation, String disguises)
            throws IOException, InterruptedException {
        Verdict verdict = TestModels.examineKnowingTheOrder(
                        TestModels.data("zoo", "alder"), TestModels.data("zoo", suspect))
                .verdict();

        assertThat(verdict.relation().name()).isEqualTo(relation);
        assertThat(verdict.disguises().stream().map(Enum::name).sorted().collect(Collectors.joining(" ")))
                .isEqualTo(disguises);
    }

    /** Swapped arguments make no copy of a base, even if somebody says that it came later, against what the weights show. */
    @ParameterizedTest
    @ValueSource(strings = {"alder-lora", "alder-ext", "alder-cpt", "alder-deep", "alder-pruned", "alder-moe"})
    void originIsNoCopyOfItsDerivation(String derived) throws IOException, InterruptedException {
        Verdict verdict = TestModels.examineKnowingTheOrder(TestModels.sample(derived), TestModels.sample("alder"))
                .verdict();

        assertThat(verdict.relation()).isEqualTo(Relation.COMMON_ORIGIN);
        assertThat(verdict.direction()).isIn(Direction.UNDETERMINED, Direction.SIBLINGS);
        assertThat(verdict.weightsRelated()).isEqualTo(Answer.YES);
    }

    /** A rotated and a permuted copy show the cosines of what they are copies of, once aligned. */
    @ParameterizedTest
    @ValueSource(strings = {"alder-rot", "alder-perm"})
    void disguisedCopyShowsItsTrueCosines(String disguised) throws IOException, InterruptedException {
        Map<TensorKind, KindEffect> plain = effects("alder-ft");
        Map<TensorKind, KindEffect> undone = effects(disguised);

        assertThat(undone.keySet()).isEqualTo(plain.keySet());
        plain.forEach((kind, effect) -> {
            assertThat(of(undone, kind).centredCosine())
                    .as(kind.name())
                    .isCloseTo(effect.centredCosine(), within(1e-3));
            assertThat(Math.abs(of(undone, kind).rawCentredCosine()))
                    .as(kind.name())
                    .isLessThan(0.4);
        });
    }

    @Test
    void scaleFactorsComeOut() throws IOException, InterruptedException {
        KindEffect up = of(effects("alder-scaled"), TensorKind.MLP_UP);
        KindEffect down = of(effects("alder-scaled"), TensorKind.MLP_DOWN);

        assertThat(up.smallestFactor()).isCloseTo(3, within(0.05));
        assertThat(down.largestFactor()).isCloseTo(1 / 3.0, within(0.01));
        assertThat(up.centredCosine()).isGreaterThan(0.99);
    }

    private static KindEffect of(Map<TensorKind, KindEffect> effects, TensorKind kind) {
        return Objects.requireNonNull(effects.get(kind));
    }

    private static Map<TensorKind, KindEffect> effects(String suspect) throws IOException, InterruptedException {
        return TestModels.examine(TestModels.data("zoo", "alder"), TestModels.data("zoo", suspect))
                .comparisons()
                .getFirst()
                .effects()
                .stream()
                .collect(Collectors.toMap(KindEffect::kind, effect -> effect));
    }

    /** With its parents in the panel a merge is one, and a sibling is no parent. */
    @Test
    void panelNamesMergeAndSibling() throws IOException, InterruptedException {
        try (Model alder = Model.open(TestModels.data("zoo", "alder"));
                Model one = Model.open(TestModels.data("zoo", "alder-ft"));
                Model two = Model.open(TestModels.data("zoo", "alder-ft2"));
                Model birch = Model.open(TestModels.data("zoo", "birch"));
                Model merge = Model.open(TestModels.data("zoo", "alder-merge"))) {
            ProvenanceReport merged =
                    Provenance.examine(merge).against(alder, one, two, birch).run();
            ProvenanceReport sibling =
                    Provenance.examine(one).against(alder, two, birch).run();

            assertThat(merged.verdict().relation()).isEqualTo(Relation.MERGED);
            assertThat(merged.verdict().reasons())
                    .anyMatch(reason -> reason.toString().contains("0.500 of 'alder-ft'"));
            assertThat(sibling.verdict().base()).isEqualTo("alder");
            assertThat(sibling.verdict().relation()).isEqualTo(Relation.FINE_TUNED);
            assertThat(sibling.comparisons().get(1).conclusion().relation()).isEqualTo(Relation.COMMON_ORIGIN);
            assertThat(sibling.comparisons().get(2).conclusion().relation())
                    .isEqualTo(Relation.NO_SHARED_WEIGHTS_FOUND);
        }
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
                .filteredOn(finding -> finding.measure() == Measure.NORM_RAW_COSINE)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.outcome()).isEqualTo(Finding.Outcome.NOT_COUNTED);
                    assertThat(finding.reason().toString()).contains("raw cosine of 0.99", "Not counted");
                });
    }

    @Test
    void repeatedLayersAreMappedToTheirOrigin() throws IOException, InterruptedException {
        Verdict verdict = TestModels.examine(TestModels.sample("alder"), TestModels.sample("alder-deep"))
                .verdict();

        assertThat(verdict.reasons())
                .anyMatch(reason -> reason.toString().contains("(0 from 0, 1 from 1, 2 from 2, 3 from 2, 4 from 3)"));
    }

    @Test
    void whatIsNoTransformerIsNeverCalledDerived() throws IOException, InterruptedException {
        Path models = TestModels.data("data", "weights", "rl-agents");

        Verdict verdict = TestModels.examine(
                        models.resolve("a2c-Hopper-v3-best.safetensors"),
                        models.resolve("a2c-Hopper-v3-final.safetensors"))
                .verdict();

        assertThat(verdict.weightsRelated()).isEqualTo(Answer.INCONCLUSIVE);
        assertThat(verdict.reasons())
                .anyMatch(reason -> reason.toString().startsWith("No transformer that this version knows"));
    }

    @ParameterizedTest
    @CsvSource({
        "base, base-bf16, REFORMATTED, YES",
        "base, base-f16, REFORMATTED, YES",
        "base, base-int4-dequant, QUANTIZED, YES",
        "base, base-int8-dequant, QUANTIZED, YES",
        "base, finetune-light, COMMON_ORIGIN, YES",
        "base, finetune-heavy, COMMON_ORIGIN, YES",
        "base, lora-merged, ADAPTER_MERGED, YES",
        "base, depth-upscaled-finetuned, DEPTH_UPSCALED, YES",
        "depth-upscaled-finetuned, base, COMMON_ORIGIN, YES",
        "finetune-light, finetune-heavy, COMMON_ORIGIN, YES",
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
