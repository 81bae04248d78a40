package dev.provenance.lineage.internal.exhibit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.ProvenanceReport;
import dev.provenance.TestModels;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.lineage.Measure;
import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experts of made models, in any order. */
class ExpertSetsTest {

    private static final int WIDTH = 64;
    private static final int UNITS = 32;
    private static final int EXPERTS = 6;
    private static final int LAYERS = 2;

    @TempDir
    Path folder;

    /** @param order expert e of the file is expert {@code order[e]} of the seed */
    private Path model(String name, long seed, int... order) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        add(writer, "model.embed_tokens.weight", 100, WIDTH, seed);
        for (int layer = 0; layer < LAYERS; layer++) {
            String prefix = "model.layers." + layer + ".mlp.";
            float[] router = numbers(EXPERTS * WIDTH, seed + 77 + layer);
            float[] ordered = new float[router.length];
            for (int expert = 0; expert < EXPERTS; expert++) {
                System.arraycopy(router, order[expert] * WIDTH, ordered, expert * WIDTH, WIDTH);
            }
            write(writer, prefix + "gate.weight", EXPERTS, WIDTH, ordered);
            for (int expert = 0; expert < EXPERTS; expert++) {
                mlp(writer, prefix + "experts." + expert + ".", seed + 1000L * (layer + 1) + 10L * order[expert]);
            }
            mlp(writer, prefix + "shared_expert.", seed + 5000L * (layer + 1));
        }
        Path file = folder.resolve(name);
        writer.write(file);
        return file;
    }

    private static void mlp(SafetensorsWriter writer, String prefix, long seed) {
        add(writer, prefix + "gate_proj.weight", UNITS, WIDTH, seed);
        add(writer, prefix + "up_proj.weight", UNITS, WIDTH, seed + 1);
        add(writer, prefix + "down_proj.weight", WIDTH, UNITS, seed + 2);
    }

    private static void add(SafetensorsWriter writer, String name, int rows, int columns, long seed) {
        write(writer, name, rows, columns, numbers(rows * columns, seed));
    }

    private static void write(SafetensorsWriter writer, String name, long rows, long columns, float[] numbers) {
        writer.add(name, DType.F32, List.of(rows, columns), SafetensorsWriter.bytes(numbers));
    }

    private static float[] numbers(int count, long seed) {
        Random random = new Random(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static Finding exhibit(ProvenanceReport report, Measure measure) {
        return report.findings().stream()
                .filter(finding -> finding.measure() == measure)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void expertsInAnotherOrderAreFoundOnTheHalfThatDidNotMatchThem() throws IOException, InterruptedException {
        ProvenanceReport report = TestModels.examine(
                model("base.safetensors", 1, 0, 1, 2, 3, 4, 5), model("suspect.safetensors", 1, 4, 2, 0, 5, 1, 3));

        for (Measure measure : List.of(Measure.ROUTERS, Measure.ROUTED_EXPERTS, Measure.SHARED_EXPERTS)) {
            Finding finding = exhibit(report, measure);
            assertThat(finding.outcome()).isEqualTo(Outcome.NOT_COUNTED);
            assertThat(finding.effect()).as(measure.name()).isCloseTo(1, within(1e-5));
            assertThat(finding.nullModel().largest()).as(measure.name()).isLessThan(0.6);
        }
    }

    @Test
    void strangersAreNotLiftedByTheAssignment() throws IOException, InterruptedException {
        ProvenanceReport report = TestModels.examine(
                model("base.safetensors", 1, 0, 1, 2, 3, 4, 5), model("suspect.safetensors", 99, 0, 1, 2, 3, 4, 5));

        for (Measure measure : List.of(Measure.ROUTERS, Measure.ROUTED_EXPERTS, Measure.SHARED_EXPERTS)) {
            Finding finding = exhibit(report, measure);
            assertThat(Math.abs(finding.effect())).as(measure.name()).isLessThan(0.15);
        }
    }

    @Test
    void modelsWithoutExpertsSaySo() throws IOException, InterruptedException {
        ProvenanceReport report = TestModels.examine(TestModels.sample("alder"), TestModels.sample("alder-moe"));

        assertThat(exhibit(report, Measure.ROUTED_EXPERTS).outcome()).isEqualTo(Outcome.NOT_RUN);
    }
}
