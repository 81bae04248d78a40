package dev.provenance.lineage;

import static dev.provenance.lineage.MadeModels.LAYERS;
import static dev.provenance.lineage.MadeModels.WIDTH;
import static dev.provenance.lineage.MadeModels.matrix;
import static dev.provenance.lineage.MadeModels.mixed;
import static dev.provenance.lineage.MadeModels.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.Model;
import dev.provenance.Provenance;
import dev.provenance.ProvenanceReport;
import dev.provenance.TestModels;
import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.internal.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies whose attention heads stand in another order: the same function, other rows of q, k and v and columns of o. */
class PermutedHeadsTest {

    private static final int HEAD = 8;

    @TempDir
    Path folder;

    private static Map<String, Matrix> withShuffledHeads(Map<String, Matrix> base, long seed) {
        Map<String, Matrix> shuffled = new LinkedHashMap<>(base);
        for (int layer = 0; layer < LAYERS; layer++) {
            int[] heads = new Random(seed + layer)
                    .ints(0, WIDTH / HEAD)
                    .distinct()
                    .limit(WIDTH / HEAD)
                    .toArray();
            order(base, shuffled, layer, heads);
        }
        return shuffled;
    }

    private static Map<String, Matrix> withHeads(Map<String, Matrix> base, int[] heads) {
        Map<String, Matrix> ordered = new LinkedHashMap<>(base);
        for (int layer = 0; layer < LAYERS; layer++) {
            order(base, ordered, layer, heads);
        }
        return ordered;
    }

    private static void order(Map<String, Matrix> base, Map<String, Matrix> suspect, int layer, int[] heads) {
        int[] rows = new int[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            rows[i] = heads[i / HEAD] * HEAD + i % HEAD;
        }
        String prefix = "model.layers." + layer + ".self_attn.";
        for (String side : List.of("q_proj.weight", "k_proj.weight", "v_proj.weight")) {
            suspect.put(prefix + side, matrix(base, prefix + side).select(rows));
        }
        String output = prefix + "o_proj.weight";
        suspect.put(output, matrix(base, output).transpose().select(rows).transpose());
    }

    private Path written(String name, Map<String, Matrix> tensors) throws IOException {
        Path model = Files.createDirectory(folder.resolve(name));
        MadeModels.write(tensors, model.resolve("model.safetensors"));
        Files.writeString(model.resolve("config.json"), """
                {"model_type": "llama", "hidden_size": 40, "intermediate_size": 90, "num_hidden_layers": 3,
                 "num_attention_heads": 5, "num_key_value_heads": 5, "head_dim": 8, "vocab_size": 300,
                 "tie_word_embeddings": false}
                """);
        return model;
    }

    private static Finding heads(ProvenanceReport report) {
        return report.findings().stream()
                .filter(finding -> finding.measure() == Measure.HEAD_FIXED_POINTS)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.99, 0.9})
    void headsAreFoundAndTheirCosinesAreTheTrueOnes(double share) throws IOException, InterruptedException {
        Map<String, Matrix> base = model(1);
        ProvenanceReport report = TestModels.examineKnowingTheOrder(
                written("base", base), written("suspect", withShuffledHeads(mixed(base, model(2), share, share), 5)));

        assertThat(report.verdict().weightsRelated().name()).isEqualTo("YES");
        assertThat(report.verdict().disguises()).contains(Disguise.PERMUTED);
        assertThat(heads(report).effect()).isGreaterThan(0.95);
        assertThat(heads(report).outcome()).isEqualTo(Finding.Outcome.FOR);
        assertThat(heads(report).reason().toString()).contains("having another number there, by their keys");
        List<KindEffect> attention = report.comparisons().getFirst().effects().stream()
                .filter(effect -> effect.kind().group().name().startsWith("ATTENTION"))
                .toList();
        assertThat(attention).hasSize(4).allSatisfy(effect -> {
            assertThat(effect.centredCosine()).as(effect.kind().name()).isCloseTo(share, within(0.02));
            assertThat(effect.rawCentredCosine()).as(effect.kind().name()).isLessThan(0.6);
        });
    }

    /** Most heads stay where they were, two change places: a copy all the same, with every row found. */
    @Test
    void twoHeadsThatChangedPlacesAreFound() throws IOException, InterruptedException {
        Map<String, Matrix> base = model(1);
        ProvenanceReport report = TestModels.examineKnowingTheOrder(
                written("base", base), written("suspect", withHeads(base, new int[] {1, 0, 2, 3, 4})));

        assertThat(report.verdict().relation()).isEqualTo(Relation.REFORMATTED);
        assertThat(report.verdict().disguises()).containsExactly(Disguise.PERMUTED);
    }

    /** Values and outputs that changed much where they stand: still nearest to themselves, and nothing was hidden. */
    @Test
    void muchChangedHeadsInPlaceAreNoDisguise() throws IOException, InterruptedException {
        Map<String, Matrix> base = model(1);
        Map<String, Matrix> suspect = mixed(base, model(2), 0.8, 0.8);
        mixed(base, model(2), 0.45, 0.8).forEach((name, tensor) -> {
            if (name.contains("v_proj") || name.contains("o_proj")) {
                suspect.put(name, tensor);
            }
        });
        ProvenanceReport report = TestModels.examineKnowingTheOrder(written("base", base), written("suspect", suspect));

        assertThat(report.verdict().relation()).isEqualTo(Relation.CONTINUED_PRETRAINING);
        assertThat(report.verdict().disguises()).isEmpty();
        assertThat(report.comparisons().getFirst().effects())
                .filteredOn(effect ->
                        effect.kind() == TensorKind.ATTENTION_VALUE || effect.kind() == TensorKind.ATTENTION_OUTPUT)
                .hasSize(2)
                .allSatisfy(effect -> assertThat(effect.centredCosine()).isCloseTo(0.45, within(0.03)));
        try (Model origin = Model.open(folder.resolve("base"));
                Model examined = Model.open(folder.resolve("suspect"))) {
            assertThat(Provenance.examine(examined)
                            .against(origin)
                            .policy(VerdictPolicy.defaults().with("elsewhere", 0))
                            .run()
                            .verdict()
                            .disguises())
                    .as("without the threshold")
                    .containsExactly(Disguise.PERMUTED);
        }
    }

    /** Of strangers, too, most rows have a mutual neighbour somewhere: drawn anew is not reordered. */
    @Test
    void attentionThatWasDrawnAnewIsNoDisguise() throws IOException, InterruptedException {
        Map<String, Matrix> base = model(1);
        Map<String, Matrix> suspect = mixed(base, model(2), 0.9, 0.9);
        model(3).forEach((name, tensor) -> {
            if (name.contains("q_proj") || name.contains("k_proj")) {
                suspect.put(name, tensor);
            }
        });
        ProvenanceReport report = TestModels.examineKnowingTheOrder(written("base", base), written("suspect", suspect));

        assertThat(report.verdict().disguises()).isEmpty();
        assertThat(report.comparisons().getFirst().effects())
                .filteredOn(effect -> effect.kind() == TensorKind.ATTENTION_QUERY)
                .allSatisfy(effect -> assertThat(effect.centredCosine()).isBetween(-0.15, 0.15));
    }

    /** Of much changed heads in another order only some rows are found: an order is believed by the share that is asked for. */
    @Test
    void anOrderIsBelievedByThePolicysShare() throws IOException, InterruptedException {
        Map<String, Matrix> base = model(1);
        Map<String, Matrix> suspect = mixed(base, model(2), 0.8, 0.8);
        Map<String, Matrix> heads = mixed(withShuffledHeads(base, 7), model(2), 0.55, 0.8);
        heads.forEach((name, tensor) -> {
            if (name.contains("self_attn")) {
                suspect.put(name, tensor);
            }
        });
        Path origin = written("base", base);
        Path examined = written("suspect", suspect);

        assertThat(queries(origin, examined, 0.1)).isGreaterThan(0.45);
        assertThat(queries(origin, examined, 1)).isLessThan(0.2);
    }

    private static double queries(Path base, Path suspect, double reordered) throws IOException, InterruptedException {
        try (Model origin = Model.open(base);
                Model examined = Model.open(suspect)) {
            return Provenance.examine(examined)
                    .against(origin)
                    .policy(VerdictPolicy.defaults().with("reordered", reordered))
                    .run()
                    .comparisons()
                    .getFirst()
                    .effects()
                    .stream()
                    .filter(effect -> effect.kind() == TensorKind.ATTENTION_QUERY)
                    .findFirst()
                    .orElseThrow()
                    .centredCosine();
        }
    }

    @Test
    void headsOfStrangersAreNotMatched() throws IOException, InterruptedException {
        ProvenanceReport report =
                TestModels.examine(written("base", model(1)), written("suspect", withShuffledHeads(model(2), 5)));

        assertThat(heads(report).outcome()).isEqualTo(Finding.Outcome.NOTHING_FOUND);
    }
}
