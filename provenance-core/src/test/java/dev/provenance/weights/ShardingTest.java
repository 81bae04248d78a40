package dev.provenance.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.Model;
import dev.provenance.Provenance;
import dev.provenance.ProvenanceReport;
import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.SafetensorsWriter;
import dev.provenance.weights.internal.kernel.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a model is cut into files says nothing about its weights. */
class ShardingTest {

    /** Numbers that both models are made from; a suspect's are the base's, disturbed. */
    private record Tensor(String name, List<Long> shape, Numbers numbers) {

        void addTo(SafetensorsWriter writer) {
            writer.add(name, numbers.dtype(), shape, numbers.bytes());
        }
    }

    @TempDir
    static Path folder;

    private static Path oneFile;
    private static Path threeShards;
    private static Path suspect;

    @BeforeAll
    static void write() throws IOException {
        List<Tensor> base = tensors(0);
        List<Tensor> disturbed = tensors(0.3);
        oneFile = sharded("one", base, 1, 0);
        threeShards = sharded("three", base, 3, 2);
        suspect = sharded("suspect", disturbed, 2, 1);
    }

    /** Of several chunks and of less than one, in other dtypes than their neighbours. */
    private static List<Tensor> tensors(double noise) {
        List<Tensor> tensors = new ArrayList<>();
        add(tensors, "model.embed_tokens.weight", DType.BF16, List.of(1030L, 1024L), noise);
        for (int layer = 0; layer < 4; layer++) {
            String prefix = "model.layers." + layer + ".";
            add(tensors, prefix + "mlp.up_proj.weight", DType.F16, List.of(1200L, 256L), noise);
            add(tensors, prefix + "input_layernorm.weight", DType.F32, List.of(257L), noise);
        }
        add(tensors, "lm_head.weight", DType.F32, List.of((1L << 18) + 1, 4L), noise);
        add(tensors, "model.norm.weight", DType.F64, List.of((1L << 20) + 3), noise);
        return tensors;
    }

    private static void add(List<Tensor> to, String name, DType dtype, List<Long> shape, double noise) {
        SplittableRandom random = new SplittableRandom(to.size());
        SplittableRandom disturbance = new SplittableRandom(100 + to.size());
        double[] values =
                new double[(int) shape.stream().mapToLong(each -> each).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.02 * (random.nextGaussian() + noise * disturbance.nextGaussian());
        }
        to.add(new Tensor(name, shape, Numbers.of(dtype, values)));
    }

    /** Deals the tensors out to files, every other time from the last to the first. */
    private static Path sharded(String name, List<Tensor> tensors, int shards, int first) throws IOException {
        Path target = Files.createDirectory(folder.resolve(name));
        List<Tensor> order = first % 2 == 0 ? tensors : tensors.reversed();
        if (shards == 1) {
            SafetensorsWriter writer = new SafetensorsWriter();
            order.forEach(each -> each.addTo(writer));
            writer.write(target.resolve("model.safetensors"));
            return target;
        }
        List<SafetensorsWriter> writers = new ArrayList<>();
        Map<String, SafetensorsWriter> files = new LinkedHashMap<>();
        for (int shard = 1; shard <= shards; shard++) {
            writers.add(new SafetensorsWriter());
            files.put(String.format("model-%05d-of-%05d.safetensors", shard, shards), writers.getLast());
        }
        for (int i = 0; i < order.size(); i++) {
            order.get(i).addTo(writers.get((first + i) % shards));
        }
        SafetensorsWriter.writeSharded(target, files);
        return target;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.25})
    void filesDoNotChangeTheResult(double fraction) throws IOException, InterruptedException {
        Sampling sampling = Sampling.fraction(fraction).windowElements(4096);
        ProvenanceReport expected = examine(oneFile, suspect, sampling);
        ProvenanceReport actual = examine(threeShards, suspect, sampling);

        assertThat(expected.tensors()).hasSize(11);
        assertThat(names(actual)).isNotEqualTo(names(expected));
        assertThat(byName(actual)).isEqualTo(byName(expected));
        assertThat(actual.verdict())
                .usingRecursiveComparison()
                .ignoringFields("base")
                .isEqualTo(expected.verdict());
        assertThat(actual.findings()).isEqualTo(expected.findings());
        assertThat(actual.kinds()).containsExactlyInAnyOrderElementsOf(expected.kinds());
        assertThat(actual.passes()).isEqualTo(expected.passes());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.25})
    void aModelCutDifferentlyIsEqualToItself(double fraction) throws IOException, InterruptedException {
        ProvenanceReport report = examine(oneFile, threeShards, Sampling.fraction(fraction));
        assertThat(report.notCompared()).isEmpty();
        assertThat(report.tensors())
                .hasSize(11)
                .allMatch(each -> each.similarity().allReadEqual())
                .allMatch(each -> each.similarity().cosine().number() == 1);
    }

    private static ProvenanceReport examine(Path base, Path examined, Sampling sampling)
            throws IOException, InterruptedException {
        try (Model origin = Model.open(base);
                Model other = Model.open(examined)) {
            return Provenance.examine(other).against(origin).sampling(sampling).run();
        }
    }

    private static List<String> names(ProvenanceReport report) {
        return report.tensors().stream().map(TensorComparison::name).toList();
    }

    private static List<TensorComparison> byName(ProvenanceReport report) {
        return report.tensors().stream()
                .sorted(Comparator.comparing(TensorComparison::name))
                .toList();
    }
}
