package dev.provenance.lineage;

import static dev.provenance.lineage.MadeModels.UNITS;
import static dev.provenance.lineage.MadeModels.WIDTH;
import static dev.provenance.lineage.MadeModels.drawn;
import static dev.provenance.lineage.MadeModels.mixed;
import static dev.provenance.lineage.MadeModels.model;
import static dev.provenance.lineage.MadeModels.rotated;
import static dev.provenance.lineage.MadeModels.withShuffledUnits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.Answer;
import dev.provenance.ProvenanceReport;
import dev.provenance.Verdict;
import dev.provenance.lineage.internal.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Relations of models whose numbers are made, of sizes that no other test has. */
class MadeModelsTest {

    @TempDir
    Path folder;

    private Verdict verdict(Map<String, Matrix> base, Map<String, Matrix> suspect)
            throws IOException, InterruptedException {
        return report(base, suspect).verdict();
    }

    private ProvenanceReport report(Map<String, Matrix> base, Map<String, Matrix> suspect)
            throws IOException, InterruptedException {
        return MadeModels.examine(folder, base, suspect);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void independentModelsShareNothing(long seed) throws IOException, InterruptedException {
        Verdict verdict = verdict(model(seed), model(seed + 100));

        assertThat(verdict.relation()).isEqualTo(Relation.NO_SHARED_WEIGHTS_FOUND);
        assertThat(verdict.reasons()).anyMatch(reason -> reason.toString().contains("would have been found"));
    }

    @ParameterizedTest
    @CsvSource({"0.995, 0.99, FINE_TUNED", "0.8, 0.8, CONTINUED_PRETRAINING"})
    void sharedTrainingIsNamedByItsSize(double share, double norms, Relation relation)
            throws IOException, InterruptedException {
        Map<String, Matrix> base = model(1);

        assertThat(verdict(base, mixed(base, model(2), share, norms)).relation())
                .isEqualTo(relation);
    }

    /** What two models from one random start have in common, from hardly a trace to much: never shared training. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.2, 0.3, 0.4, 0.49})
    void sharedInitialisationIsNotDerivation(double share) throws IOException, InterruptedException {
        Map<String, Matrix> base = model(1);

        assertThat(verdict(base, mixed(base, model(2), share, 0.1)).relation())
                .isIn(Relation.SHARED_INITIALISATION, Relation.INCONCLUSIVE, Relation.NO_SHARED_WEIGHTS_FOUND);
    }

    /** Early checkpoints of two trainings from one start, on other data or on the same: weights much alike, norms less. */
    @ParameterizedTest
    @CsvSource({"0.9, 0.1", "0.99, 0.7"})
    void muchAlikeWithoutNormsIsNotDerivation(double share, double norms) throws IOException, InterruptedException {
        Map<String, Matrix> base = model(1);

        assertThat(verdict(base, mixed(base, model(2), share, norms)).weightsRelated())
                .isEqualTo(Answer.INCONCLUSIVE);
    }

    @Test
    void rotationAndFoldingAreUndone() throws IOException, InterruptedException {
        Map<String, Matrix> base = model(1);
        Verdict copy = verdict(base, rotated(base, 9));
        Verdict tuned = verdict(base, rotated(mixed(base, model(2), 0.995, 0.99), 9));

        assertThat(copy.relation()).isEqualTo(Relation.REFORMATTED);
        assertThat(copy.disguises()).contains(Disguise.ROTATED, Disguise.NORMS_FOLDED);
        assertThat(tuned.relation()).isEqualTo(Relation.FINE_TUNED);
        assertThat(verdict(model(3), rotated(base, 9)).relation()).isEqualTo(Relation.NO_SHARED_WEIGHTS_FOUND);
    }

    @Test
    void unitsAreFoundInAnyOrderAndNumber() throws IOException, InterruptedException {
        Map<String, Matrix> base = model(1);
        Verdict shuffled = verdict(base, withShuffledUnits(mixed(base, model(2), 0.99, 0.99), UNITS, 5));
        Verdict pruned = verdict(base, withShuffledUnits(mixed(base, model(2), 0.99, 0.99), UNITS / 2, 5));

        assertThat(shuffled.relation()).isEqualTo(Relation.FINE_TUNED);
        assertThat(shuffled.disguises()).contains(Disguise.PERMUTED);
        assertThat(pruned.relation()).isEqualTo(Relation.PRUNED);
    }

    /** Nothing but uneven rows and columns tells MLPs that were trained from random numbers of one seed. */
    @ParameterizedTest
    @CsvSource({"0.5, PARTS_REUSED", "0, INCONCLUSIVE"})
    void equalUnitsAreReusedIfTheyShowTraining(double spread, Relation relation)
            throws IOException, InterruptedException {
        Map<String, Matrix> base = drawn(1);
        Map<String, Matrix> suspect = drawn(2);
        Random random = new Random(3);
        base.replaceAll((name, tensor) -> {
            if (!name.contains("mlp")) {
                return tensor;
            }
            float[] sizes = new float[tensor.columns()];
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = (float) Math.exp(spread * random.nextGaussian());
            }
            return tensor.scaleColumns(sizes);
        });
        base.forEach((name, tensor) -> {
            if (name.contains("mlp")) {
                suspect.put(name, tensor);
            }
        });

        ProvenanceReport report = report(base, suspect);
        assertThat(report.verdict().relation()).isEqualTo(relation);
        assertThat(report.components())
                .filteredOn(part -> part.component().equals("text"))
                .singleElement()
                .satisfies(part -> assertThat(part.relation()).isEqualTo(relation));
    }

    /** Some kinds of tensor kept, others drawn anew: not what one random start leaves. */
    @Test
    void partlyKeptLayersAreNotCalledSharedInitialisation() throws IOException, InterruptedException {
        Map<String, Matrix> base = model(1);
        Map<String, Matrix> suspect = model(2);
        mixed(base, model(3), 0.98, 0.98).forEach((name, tensor) -> {
            if (name.contains("mlp")) {
                suspect.put(name, tensor);
            }
        });

        assertThat(verdict(base, suspect).relation()).isEqualTo(Relation.INCONCLUSIVE);
    }

    /** With places of the residual stream left out units match by what they compute; how much they keep is not measured. */
    @Test
    void aNarrowerCopyIsNotCalledSharedInitialisation() throws IOException, InterruptedException {
        Map<String, Matrix> base = model(1);
        int[] places = IntStream.range(0, WIDTH - 4).toArray();
        Map<String, Matrix> narrow = new LinkedHashMap<>();
        base.forEach((name, tensor) -> narrow.put(
                name,
                name.contains("o_proj") || name.contains("down_proj")
                        ? tensor.select(places)
                        : tensor.transpose().select(places).transpose()));

        assertThat(verdict(base, narrow).relation()).isEqualTo(Relation.INCONCLUSIVE);
    }
}
