package dev.provenance.lineage;

import static dev.provenance.lineage.MadeModels.UNITS;
import static dev.provenance.lineage.MadeModels.WIDTH;
import static dev.provenance.lineage.MadeModels.drawn;
import static dev.provenance.lineage.MadeModels.matrix;
import static dev.provenance.lineage.MadeModels.mixed;
import static dev.provenance.lineage.MadeModels.rotated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.Answer;
import dev.provenance.ProvenanceReport;
import dev.provenance.TestModels;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.safetensors.SafetensorsWriter;
import dev.provenance.safetensors.TensorArchive;
import dev.provenance.safetensors.TensorView;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random numbers of one seed are as alike as trained weights are: without a sign of training nothing is said of a pair. */
class UntrainedModelsTest {

    private static final String UNTRAINED =
            "Nothing shows that both models were trained for more than a little: what is shared is not told from random"
                    + " numbers of one seed.";

    private static final String EMBEDDING = "model.embed_tokens.weight";

    @TempDir
    Path folder;

    private ProvenanceReport examine(Map<String, Matrix> base, Map<String, Matrix> suspect)
            throws IOException, InterruptedException {
        return MadeModels.examine(folder, base, suspect);
    }

    private static void assertUndecided(ProvenanceReport report) {
        assertThat(report.verdict().relation()).isEqualTo(Relation.INCONCLUSIVE);
        assertThat(report.verdict().weightsRelated()).isEqualTo(Answer.INCONCLUSIVE);
        assertThat(report.verdict().reasons()).extracting(Object::toString).contains(UNTRAINED);
        assertThat(report.findings())
                .filteredOn(finding -> finding.claim() == Claim.WEIGHTS_RELATED || finding.claim() == Claim.PART_SHARED)
                .isNotEmpty()
                .noneMatch(finding -> finding.outcome() == Finding.Outcome.FOR);
    }

    /** A random start: norms of ones. */
    private static Map<String, Matrix> start(long seed) {
        Map<String, Matrix> start = drawn(seed);
        start.replaceAll((name, tensor) -> {
            if (!name.endsWith("norm.weight")) {
                return tensor;
            }
            Matrix ones = Matrix.zeros(1, tensor.columns());
            Arrays.fill(ones.row(0), 1);
            return ones;
        });
        return start;
    }

    private static Map<String, Matrix> withoutNorms(Map<String, Matrix> model) {
        Map<String, Matrix> bare = new LinkedHashMap<>(model);
        bare.keySet().removeIf(name -> name.endsWith("norm.weight"));
        return bare;
    }

    @Test
    void startsOfOneSeedWithAnotherHead() throws IOException, InterruptedException {
        Map<String, Matrix> suspect = start(1);
        suspect.put("lm_head.weight", matrix(drawn(2), "lm_head.weight"));

        assertUndecided(examine(start(1), suspect));
        assertUndecided(examine(withoutNorms(start(1)), withoutNorms(suspect)));
    }

    /** A rotated start is a start. */
    @Test
    void aRotatedStartAndItsFirstSteps() throws IOException, InterruptedException {
        Map<String, Matrix> steps = mixed(start(1), drawn(2), 0.995, 0.9);

        assertUndecided(examine(steps, rotated(start(1), 9)));
        assertUndecided(examine(rotated(start(1), 9), steps));
    }

    /** The first steps move norms a little, and weights hardly. */
    @Test
    void aStartAndItsFirstSteps() throws IOException, InterruptedException {
        Map<String, Matrix> steps = mixed(start(1), drawn(2), 0.995, 0.9);

        assertUndecided(examine(start(1), steps));
        assertUndecided(examine(steps, start(1)));
    }

    /** Two runs of some steps from one start: norms and weights that are much alike, in matrices as even as the start's. */
    @Test
    void theFirstStepsOfTwoRuns() throws IOException, InterruptedException {
        Map<String, Matrix> run = drawn(1);

        assertUndecided(examine(run, mixed(run, drawn(2), 0.995, 0.98)));
    }

    /** Embeddings are drawn first: two models of one width have the same ones, whatever their layers are. */
    @ParameterizedTest
    @ValueSource(strings = {"model.embed_tokens.weight", "lm_head.weight"})
    void equalRowsOfTokensThatWereDrawn(String part) throws IOException, InterruptedException {
        Map<String, Matrix> suspect = drawn(2);
        suspect.put(part, matrix(drawn(1), part));

        ProvenanceReport report = examine(drawn(1), suspect);

        assertThat(report.verdict().relation()).isEqualTo(Relation.INCONCLUSIVE);
        assertThat(report.verdict().weightsRelated()).isEqualTo(Answer.INCONCLUSIVE);
        assertThat(report.verdict().reasons())
                .extracting(Object::toString)
                .contains("Embeddings or heads are alike, but not in what training changes: one random start gives both"
                        + " models the same rows.");
    }

    /** A real random start with a head drawn anew, and the run's first checkpoint, in both orders. */
    @Test
    void aRealStart() throws IOException, InterruptedException {
        Path start = TestModels.data("zoo", "birch-history", "step-00000");
        Path first = TestModels.data("zoo", "birch-history", "step-00050");
        Path other = TestModels.data("zoo", "alder");
        Path mended = Files.createDirectories(folder.resolve("mended"));
        SafetensorsWriter writer = new SafetensorsWriter();
        try (TensorArchive archive = TensorArchive.open(start);
                TensorArchive donor = TensorArchive.open(other);
                Arena scratch = Arena.ofConfined()) {
            for (TensorView tensor : archive.tensors()) {
                TensorView kept = tensor.name().equals("lm_head.weight")
                        ? donor.find(tensor.name()).orElseThrow()
                        : tensor;
                writer.add(
                        kept.name(),
                        kept.dtype(),
                        kept.shape(),
                        kept.read(0, kept.byteSize(), scratch).toArray(ValueLayout.JAVA_BYTE));
            }
        }
        writer.write(mended.resolve("model.safetensors"));
        Files.copy(start.resolve("config.json"), mended.resolve("config.json"));

        assertUndecided(TestModels.examine(start, mended));
        for (Path[] pair : new Path[][] {{start, first}, {first, start}}) {
            assertThat(TestModels.examine(pair[0], pair[1]).verdict().weightsRelated())
                    .isIn(Answer.INCONCLUSIVE, Answer.NO_EVIDENCE);
        }
    }

    /** A row of zeros, as of a padding token, or units of zeros are no sign of training. */
    @Test
    void paddingIsNoTraining() throws IOException, InterruptedException {
        Map<String, Matrix> base = start(1);
        base.forEach((name, tensor) -> {
            if (name.contains("gate_proj") || name.contains("up_proj")) {
                for (int unit = UNITS - 8; unit < UNITS; unit++) {
                    Arrays.fill(tensor.row(unit), 0);
                }
            }
        });
        Map<String, Matrix> suspect = new LinkedHashMap<>(base);
        suspect.put("lm_head.weight", matrix(drawn(2), "lm_head.weight"));
        assertUndecided(examine(base, suspect));

        Map<String, Matrix> one = drawn(1);
        Map<String, Matrix> other = drawn(2);
        Arrays.fill(matrix(one, EMBEDDING).row(0), 0);
        other.put(EMBEDDING, matrix(one, EMBEDDING));
        assertThat(examine(one, other).verdict().relation()).isEqualTo(Relation.INCONCLUSIVE);
    }

    /** As in models that are made to test programs: norms as random as the rest. */
    @Test
    void normsDrawnAroundZeroAreNoTraining() throws IOException, InterruptedException {
        Map<String, Matrix> base = drawn(1);
        Random random = new Random(3);
        base.replaceAll((name, tensor) -> {
            if (!name.endsWith("norm.weight")) {
                return tensor;
            }
            Matrix drawn = tensor.copy();
            for (int i = 0; i < WIDTH; i++) {
                drawn.row(0)[i] = (float) (0.2 * random.nextGaussian());
            }
            return drawn;
        });
        Map<String, Matrix> suspect = new LinkedHashMap<>(base);
        suspect.put("lm_head.weight", matrix(drawn(2), "lm_head.weight"));

        assertUndecided(examine(base, suspect));
    }

    /** Frequent tokens were trained apart, rare ones still are where one seed put them. */
    @Test
    void rareTokensOfOneStartAreNoReusedPart() throws IOException, InterruptedException {
        Map<String, Matrix> base = drawn(1);
        Map<String, Matrix> suspect = drawn(2);
        Matrix drawn = matrix(base, EMBEDDING);
        base.put(EMBEDDING, withFrequentTokens(drawn, drawn(3)));
        suspect.put(EMBEDDING, withFrequentTokens(drawn, drawn(4)));

        assertThat(examine(base, suspect).verdict().relation()).isEqualTo(Relation.INCONCLUSIVE);
    }

    private static Matrix withFrequentTokens(Matrix start, Map<String, Matrix> moves) {
        Matrix trained = start.copy();
        for (int token = 0; token < 30; token++) {
            float[] row = trained.row(token);
            for (int i = 0; i < row.length; i++) {
                row[i] += matrix(moves, EMBEDDING).at(token, i);
            }
        }
        return trained;
    }
}
