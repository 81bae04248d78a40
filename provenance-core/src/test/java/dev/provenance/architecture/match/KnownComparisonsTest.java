package dev.provenance.architecture.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.catalogue.ModelCatalogue;
import dev.provenance.architecture.match.ArchitectureMatch.Answer;
import dev.provenance.architecture.match.Comparability.Degree;
import dev.provenance.architecture.match.FieldMatch.Outcome;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparisons that were made by hand in public, and came to conclusions that shapes do not bear. */
class KnownComparisonsTest {

    private static final ArchitectureMatcher MATCHER = ArchitectureMatcher.with(ModelCatalogue.shipped());

    private static ArchitectureSpec spec(String model) {
        return ModelCatalogue.shipped().find(model).orElseThrow().spec();
    }

    private static ArchitectureMatch match(String base, String suspect) {
        return MATCHER.match(spec(base), spec(suspect));
    }

    private static ComponentMatch text(String base, String suspect) {
        return match(base, suspect).component("text").orElseThrow();
    }

    private static List<ArchitectureField> equal(ComponentMatch match) {
        return match.fields(Outcome.EQUAL).stream().map(FieldMatch::field).toList();
    }

    private static Degree degree(ComponentMatch match, TensorKind kind) {
        return match.kind(kind).orElseThrow().comparability().degree();
    }

    @Test
    void solarOpenAgainstGlm45Air() {
        ComponentMatch match = text("zai-org/GLM-4.5-Air", "upstage/Solar-Open-100B");

        assertThat(equal(match))
                .contains(
                        ArchitectureField.HIDDEN_SIZE,
                        ArchitectureField.EXPERTS,
                        ArchitectureField.SHARED_EXPERTS,
                        ArchitectureField.EXPERTS_PER_TOKEN,
                        ArchitectureField.KV_HEADS,
                        ArchitectureField.HEAD_SIZE,
                        ArchitectureField.ROPE_BASE);
        assertThat(match.field(ArchitectureField.LAYERS).orElseThrow().outcome())
                .isEqualTo(Outcome.DIFFERENT);
        assertThat(degree(match, TensorKind.ATTENTION_KEY)).isEqualTo(Degree.SAME_SHAPE);
        assertThat(degree(match, TensorKind.ATTENTION_VALUE)).isEqualTo(Degree.SAME_SHAPE);
        assertThat(degree(match, TensorKind.ATTENTION_NORM)).isEqualTo(Degree.SAME_SHAPE);
        assertThat(degree(match, TensorKind.MLP_NORM)).isEqualTo(Degree.SAME_SHAPE);
        assertThat(degree(match, TensorKind.ROUTER)).isEqualTo(Degree.SAME_SHAPE);
        assertThat(degree(match, TensorKind.ATTENTION_QUERY)).isEqualTo(Degree.ROWS);
        assertThat(degree(match, TensorKind.EXPERT_UP)).isEqualTo(Degree.PART);
        assertThat(degree(match, TensorKind.INPUT_EMBEDDING)).isEqualTo(Degree.ROWS);
        assertThat(match.remarks())
                .anySatisfy(remark -> assertThat(remark.toString())
                        .contains("element by element")
                        .contains("attention key")
                        .contains("router"))
                .anySatisfy(remark -> assertThat(remark.toString())
                        .contains("48 layers against the base's 46: layers have to be mapped"));
    }

    @ParameterizedTest
    @CsvSource({
        // base, a kind and what can be done with it, fields that differ
        "mistralai/Mixtral-8x7B-Instruct-v0.1, ATTENTION_KEY, SAME_SHAPE, EXPERTS",
        "mistralai/Mixtral-8x7B-Instruct-v0.1, ROUTER, ROWS, VOCABULARY",
        "microsoft/Phi-3.5-MoE-instruct, ATTENTION_VALUE, SAME_SHAPE, EXPERTS_PER_TOKEN",
        "Qwen/Qwen2-57B-A14B, ATTENTION_KEY, INVARIANTS, HIDDEN_SIZE",
        "deepseek-ai/DeepSeek-V2, ATTENTION_QUERY_DOWN, NONE, LAYERS",
    })
    void solarOpenAgainstOthers(String base, TensorKind kind, Degree degree, ArchitectureField different) {
        ComponentMatch match = text(base, "upstage/Solar-Open-100B");

        assertThat(match(base, "upstage/Solar-Open-100B").answer()).isEqualTo(Answer.DIFFERENT);
        assertThat(degree(match, kind)).isEqualTo(degree);
        assertThat(match.fields(Outcome.DIFFERENT))
                .extracting(FieldMatch::field)
                .contains(different);
    }

    @ParameterizedTest
    @CsvSource({
        "ATTENTION_KEY, 8, 64, 4, 64, ROWS",
        "ATTENTION_KEY, 8, 64, 8, 32, PART",
        "ATTENTION_OUTPUT, 64, 8, 64, 4, ROWS",
        "ATTENTION_OUTPUT, 64, 8, 32, 8, PART",
        "ROUTER, 8, 64, 4, 64, ROWS",
        "ROUTER, 8, 64, 8, 32, PART",
        "INPUT_EMBEDDING, 100, 64, 120, 64, ROWS",
        "INPUT_EMBEDDING, 100, 64, 100, 48, PART",
        "MLP_DOWN, 64, 172, 64, 129, PART",
        "MLP_UP, 172, 64, 129, 48, INVARIANTS",
    })
    void whatShapesLeave(TensorKind kind, long rows, long columns, long otherRows, long otherColumns, Degree degree) {
        assertThat(Comparability.of(kind, List.of(rows, columns), List.of(otherRows, otherColumns))
                        .degree())
                .isEqualTo(degree);
    }

    @Test
    void solar107AgainstMistral() {
        ComponentMatch match = text("mistralai/Mistral-7B-v0.1", "upstage/SOLAR-10.7B-v1.0");

        assertThat(match.remarks())
                .extracting(Object::toString)
                .contains(
                        "48 layers against the base's 32: all layer matrices have one shape, depth-upscaling is possible.");
        assertThat(match.kinds()).allMatch(kind -> kind.comparability().degree() == Degree.SAME_SHAPE);
    }

    @Test
    void intellect3IsBuiltAsGlm45Air() {
        assertThat(match("zai-org/GLM-4.5-Air", "PrimeIntellect/INTELLECT-3").answer())
                .isEqualTo(Answer.EQUAL);
    }

    @Test
    void axk1AgainstKimiAndDeepSeek() {
        ComponentMatch kimi = text("moonshotai/Kimi-K2-Instruct", "skt/A.X-K1");
        assertThat(equal(kimi))
                .contains(
                        ArchitectureField.VOCABULARY,
                        ArchitectureField.LAYERS,
                        ArchitectureField.HIDDEN_SIZE,
                        ArchitectureField.HEADS,
                        ArchitectureField.KV_RANK);
        assertThat(degree(kimi, TensorKind.EXPERT_UP)).isEqualTo(Degree.SAME_SHAPE);
        assertThat(degree(kimi, TensorKind.ROUTER)).isEqualTo(Degree.ROWS);
        assertThat(degree(kimi, TensorKind.INPUT_EMBEDDING)).isEqualTo(Degree.SAME_SHAPE);

        ComponentMatch deepSeek = text("deepseek-ai/DeepSeek-V3", "skt/A.X-K1");
        assertThat(degree(deepSeek, TensorKind.ATTENTION_KV_DOWN)).isEqualTo(Degree.SAME_SHAPE);
        assertThat(degree(deepSeek, TensorKind.ATTENTION_KV_UP)).isEqualTo(Degree.ROWS);
        assertThat(degree(deepSeek, TensorKind.INPUT_EMBEDDING)).isEqualTo(Degree.ROWS);
    }

    /** 153,600 tokens are shared by models that have nothing else in common; 4,096 hidden units by a crowd. */
    @Test
    void howTellingValuesAre() {
        ModelCatalogue known = ModelCatalogue.shipped();
        double hidden = known.rarity("text", ArchitectureField.HIDDEN_SIZE, "4096")
                .orElseThrow()
                .bits();
        double vocabulary = known.rarity("text", ArchitectureField.VOCABULARY, "153600")
                .orElseThrow()
                .bits();

        assertThat(hidden).isLessThan(3);
        assertThat(vocabulary).isBetween(3.5, 5.0);
        assertThat(known.rarity("text", ArchitectureField.DTYPE, "bfloat16")).isEmpty();
        ComponentMatch match = text("openpangu/openPangu-R-72B-2512", "LGAI-EXAONE/K-EXAONE-236B-A23B");
        assertThat(match.field(ArchitectureField.VOCABULARY)
                        .orElseThrow()
                        .rarity()
                        .orElseThrow()
                        .same())
                .isEqualTo(2);
        assertThat(match.fields(Outcome.DIFFERENT)).hasSizeGreaterThan(4);
    }

    @Test
    void vaetkiIsKnownFromDescriptionsOnly() {
        ArchitectureMatch match = match("deepseek-ai/DeepSeek-V3", "NC-AI-consortium-VAETKI/VAETKI");

        assertThat(match.answer()).isEqualTo(Answer.DIFFERENT);
        assertThat(equal(match.component("text").orElseThrow()))
                .contains(ArchitectureField.QUERY_RANK, ArchitectureField.KV_RANK)
                .doesNotContain(ArchitectureField.HIDDEN_SIZE);
        assertThat(ModelCatalogue.shipped()
                        .rarity("text", ArchitectureField.VOCABULARY, "137216")
                        .orElseThrow()
                        .same())
                .as("secondary facts count for nothing")
                .isZero();
    }

    @Test
    void hyperClovaXsVisionTowerIsOneAndItsTextModelAnother() {
        ArchitectureSpec suspect = spec("naver-hyperclovax/HyperCLOVAX-SEED-Think-32B");
        ArchitectureMatch llama = MATCHER.match(spec("meta-llama/Meta-Llama-3.1-8B"), suspect);

        FieldMatch vocabulary = llama.component("text")
                .orElseThrow()
                .field(ArchitectureField.VOCABULARY)
                .orElseThrow();
        assertThat(vocabulary.outcome()).isEqualTo(Outcome.EQUAL);
        assertThat(vocabulary.suspect()).contains("128256");
        assertThat(llama.component("text").orElseThrow().fields(Outcome.DIFFERENT))
                .hasSizeGreaterThan(3);
        assertThat(llama.component("vision").orElseThrow().remarks())
                .singleElement()
                .asString()
                .startsWith("Only the suspect has this component, of type 'qwen2_5_vl'");
        assertThat(suspect.component("vision").orElseThrow().modelType()).contains("qwen2_5_vl");
    }

    @Test
    void yiAgainstLlama2() {
        ComponentMatch match = text("meta-llama/Llama-2-7b-hf", "01-ai/Yi-34B");
        ComponentMatch sizeAlike = text("meta-llama/Meta-Llama-3.1-70B", "01-ai/Yi-34B");

        for (ComponentMatch names : List.of(match, sizeAlike)) {
            assertThat(names.fields(Outcome.DIFFERENT))
                    .extracting(FieldMatch::field)
                    .contains(ArchitectureField.HIDDEN_SIZE, ArchitectureField.VOCABULARY, ArchitectureField.MLP_SIZE);
            assertThat(degree(names, TensorKind.MLP_UP)).isEqualTo(Degree.INVARIANTS);
        }
    }

    @Test
    void panguProMoeAgainstQwen25() {
        ComponentMatch match = text("Qwen/Qwen2.5-14B", "ascend-tribe/pangu-pro-moe (72B-A16B)");

        assertThat(equal(match))
                .contains(
                        ArchitectureField.HIDDEN_SIZE,
                        ArchitectureField.LAYERS,
                        ArchitectureField.HEADS,
                        ArchitectureField.KV_HEADS);
        assertThat(degree(match, TensorKind.ATTENTION_QUERY)).isEqualTo(Degree.SAME_SHAPE);
        assertThat(match.kind(TensorKind.MLP_GATE).orElseThrow().suspectKind()).isEqualTo(TensorKind.EXPERT_GATE);
        assertThat(degree(match, TensorKind.MLP_GATE)).isEqualTo(Degree.PART);
        assertThat(match.remarks())
                .extracting(Object::toString)
                .contains("The suspect's experts may be slices of the base's MLPs.");
    }

    @Test
    void qwen25Of72Billion() {
        ArchitectureSpec spec = spec("Qwen/Qwen2.5-72B");
        assertThat(spec.component("text").orElseThrow().count(ArchitectureField.HIDDEN_SIZE))
                .hasValue(8192);
        assertThat(spec.component("text").orElseThrow().count(ArchitectureField.HEADS))
                .hasValue(64);
    }

    /** Whatever differs: no sentence says where weights come from. */
    @Test
    void noSentenceSaysFromScratch() {
        List<ArchitectureSpec> specs = ModelCatalogue.shipped().models().stream()
                .map(model -> model.spec())
                .toList();
        for (ArchitectureSpec base : specs.subList(0, 20)) {
            for (ArchitectureSpec suspect : specs) {
                MATCHER.match(base, suspect).components().stream()
                        .flatMap(component -> component.remarks().stream())
                        .forEach(remark -> assertThat(remark.toString().toLowerCase(Locale.ROOT))
                                .doesNotContain("scratch", "independent"));
            }
        }
    }
}
