package dev.provenance.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.Model;
import dev.provenance.Provenance;
import dev.provenance.ProvenanceReport;
import dev.provenance.TestModels;
import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.SpecAnomaly;
import dev.provenance.architecture.TensorKind;
import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.ReadOptions;
import dev.provenance.safetensors.SafetensorsWriter;
import dev.provenance.safetensors.TensorArchive;
import dev.provenance.safetensors.TensorView;
import dev.provenance.weights.NotCompared.Owner;
import dev.provenance.weights.digest.DigestedTensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairs by role: of models that are called, stored and built otherwise. */
class TensorPairingTest {

    @TempDir
    Path folder;

    private static TensorPairing pairing(Path base, Path suspect) throws IOException {
        try (Model ours = Model.open(base);
                Model theirs = Model.open(suspect)) {
            return TensorPairing.byRole(ours.tensors(), theirs.tensors());
        }
    }

    @Test
    void aFusedCopyLosesNoTensor() throws IOException, InterruptedException {
        Path alder = TestModels.sample("alder");
        Path fused = TestModels.data("zoo", "alder-fused");
        TensorPairing pairing = pairing(alder, fused);

        assertThat(pairing.notCompared()).isEmpty();
        assertThat(pairing.pairs()).hasSize(39);
        assertThat(pairing.pairs().stream()
                        .mapToLong(pair -> pair.suspect().elementCount())
                        .sum())
                .as("every parameter of the suspect is in a pair")
                .isEqualTo(312_896);
        ProvenanceReport report = TestModels.examine(alder, fused);
        assertThat(report.tensors())
                .allSatisfy(tensor ->
                        assertThat(tensor.similarity().cosine().value()).isGreaterThan(0.98));
    }

    /** The suspect is fused by key-value head, its runs lie apart: the same numbers as of the plain tensors, bit for bit. */
    @ParameterizedTest
    @CsvSource({"1, MAPPED", "2, MAPPED", "3, MAPPED", "2, COPIED"})
    void scatteredPartsHaveTheSumsOfPlainTensors(int threads, ReadOptions.Access access)
            throws IOException, InterruptedException {
        Path plain = TestModels.sample("alder");
        Path scattered = scattered(plain, folder.resolve("scattered"));
        ReadOptions options = ReadOptions.defaults().withAccess(access);
        try (Model base = Model.open(TestModels.sample("birch"), options);
                Model original = Model.open(plain, options);
                Model disguised = Model.open(scattered, options)) {
            ProvenanceReport expected =
                    Provenance.examine(original).against(base).parallelism(1).run();
            ProvenanceReport actual = Provenance.examine(disguised)
                    .against(base)
                    .parallelism(threads)
                    .run();

            assertThat(similarities(actual)).isEqualTo(similarities(expected));
            assertThat(actual.notCompared()).isEmpty();
        }
    }

    private static Map<String, TensorSimilarity> similarities(ProvenanceReport report) {
        return report.tensors().stream()
                .collect(Collectors.toMap(
                        tensor -> tensor.role().toString(), TensorComparison::similarity, (a, b) -> a, TreeMap::new));
    }

    /** A model with its attention in the names and the order of a Falcon with 2 key-value heads. */
    private static Path scattered(Path source, Path target) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        try (TensorArchive archive = TensorArchive.open(source)) {
            for (TensorView tensor : archive.tensors()) {
                String name = tensor.name();
                if (name.endsWith("self_attn.q_proj.weight")) {
                    String layer = name.substring(0, name.indexOf("self_attn"));
                    writer.add(
                            layer.replace("model.layers", "transformer.h") + "self_attention.query_key_value.weight",
                            tensor.dtype(),
                            List.of(128L, 64L),
                            byKeyValueHead(archive, layer));
                } else if (!name.contains("k_proj") && !name.contains("v_proj")) {
                    writer.add(name, tensor.dtype(), tensor.shape(), bytes(tensor));
                }
            }
        }
        Files.createDirectories(target);
        Files.copy(source.resolve("config.json"), target.resolve("config.json"), StandardCopyOption.REPLACE_EXISTING);
        writer.write(target.resolve("model.safetensors"));
        return target;
    }

    /** 2 groups of 2 query heads, a key and a value, 16 rows each, 128 bytes a row. */
    private static byte[] byKeyValueHead(TensorArchive archive, String layer) throws IOException {
        byte[] queries = bytes(archive.find(layer + "self_attn.q_proj.weight").orElseThrow());
        byte[] keys = bytes(archive.find(layer + "self_attn.k_proj.weight").orElseThrow());
        byte[] values = bytes(archive.find(layer + "self_attn.v_proj.weight").orElseThrow());
        byte[] fused = new byte[128 * 128];
        int head = 16 * 128;
        for (int group = 0; group < 2; group++) {
            System.arraycopy(queries, 2 * group * head, fused, 4 * group * head, 2 * head);
            System.arraycopy(keys, group * head, fused, (4 * group + 2) * head, head);
            System.arraycopy(values, group * head, fused, (4 * group + 3) * head, head);
        }
        return fused;
    }

    private static byte[] bytes(TensorView tensor) throws IOException {
        try (Arena scratch = Arena.ofConfined()) {
            return tensor.read(0, tensor.byteSize(), scratch).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    @Test
    void digestsAreOfTheFilesTensorsAndChangeNothing() throws IOException, InterruptedException {
        Path fused = TestModels.data("zoo", "alder-fused");
        ProvenanceReport plain = TestModels.examine(TestModels.sample("alder"), fused);
        try (Model base = Model.open(TestModels.sample("alder"));
                Model suspect = Model.open(fused)) {
            ProvenanceReport report =
                    Provenance.examine(suspect).against(base).digests().run();

            assertThat(report.tensors()).isEqualTo(plain.tensors());
            assertThat(report.digests().orElseThrow().suspect())
                    .extracting(DigestedTensor::name)
                    .containsExactlyElementsOf(suspect.weights().tensors().stream()
                            .map(TensorView::name)
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alder-ext    | 37 | SUSPECT | shapes differ: base [1024, 64], suspect [1152, 64]; comparable by rows, token by token
            alder-deep   | 39 | SUSPECT | the base has no layer 4 (4 layers, 0 to 3)
            alder-pruned | 21 | BASE    | the suspect has no layer 3 (3 layers, 0 to 2)
            alder-pruned | 21 | BASE    | shapes differ: base [64, 172], suspect [64, 129]; the smaller may be a part of the larger, to be found by columns
            alder-moe    | 27 | BASE    | the suspect has experts in the place of the MLP, of the same shape: each expert could be held against it
            alder-moe    | 27 | SUSPECT | the base has one MLP in the place of the experts, of the same shape: each expert could be held against it
            alder-moe    | 27 | SUSPECT | the base has no ROUTER layer 0
            """)
    void whatHasNoCounterpartSaysWhy(String suspect, int pairs, Owner owner, String reason) throws IOException {
        TensorPairing pairing = pairing(TestModels.sample("alder"), TestModels.sample(suspect));

        assertThat(pairing.pairs()).hasSize(pairs);
        assertThat(pairing.notCompared())
                .filteredOn(tensor -> tensor.owner() == owner)
                .extracting(tensor -> tensor.reason().toString())
                .contains(reason);
    }

    /** Meta stores the rows of queries and keys in pairs; the copy is equal once they are put in halves. */
    @Test
    void metasLayoutIsTheSameModel() throws IOException, InterruptedException {
        ProvenanceReport report = TestModels.examine(
                TestModels.data("data", "weights", "stories260K", "base"),
                TestModels.data("data", "weights", "stories260K", "base-meta-layout"));

        assertThat(report.notCompared()).isEmpty();
        assertThat(report.tensors())
                .hasSize(47)
                .allMatch(tensor -> tensor.similarity().allEqual());
    }

    /** No rule knows a single name: shapes and positions tell, the report says so, and independent models stay strangers. */
    @ParameterizedTest
    @ValueSource(strings = {"alder-ft", "birch"})
    void unknownNames(String suspect) throws IOException, InterruptedException {
        Path renamed = folder.resolve(suspect);
        SafetensorsWriter writer = new SafetensorsWriter();
        try (Model model = Model.open(TestModels.sample(suspect))) {
            int number = 100;
            for (TensorView tensor : inOrder(model)) {
                String layer = tensor.name().replaceAll(".*layers\\.([0-9]+)\\..*", "$1");
                String position = layer.equals(tensor.name())
                        ? "x" + number++
                        : tensor.name().replaceAll(".*layers", "");
                writer.add(
                        layer.equals(tensor.name())
                                ? position
                                : "blob." + layer + "."
                                        + Integer.toHexString(
                                                position.substring(3).hashCode()) + "x",
                        DType.BF16,
                        tensor.shape(),
                        bytes(tensor));
            }
        }
        Files.createDirectories(renamed);
        writer.write(renamed.resolve("model.safetensors"));
        try (Model base = Model.open(TestModels.sample("alder"));
                Model unknown = Model.open(renamed)) {
            ProvenanceReport report =
                    Provenance.examine(unknown).against(base).cameFirst(base).run();

            assertThat(unknown.tensors().all()).allMatch(tensor -> tensor.basis() == LogicalTensor.Basis.SHAPE);
            assertThat(report.notCompared()).isEmpty();
            assertThat(report.verdict().relation().name())
                    .isEqualTo(suspect.equals("birch") ? "NO_SHARED_WEIGHTS_FOUND" : "FINE_TUNED");
            assertThat(report.architecture().notes())
                    .extracting(Object::toString)
                    .contains(
                            "Of the suspect's tensors 39 have names that no rule knows; for 39 shape and position told a"
                                    + " role, which may be wrong.");
        }
    }

    /** In the order of a layer's work. */
    private static List<TensorView> inOrder(Model model) {
        List<TensorKind> order = List.of(
                TensorKind.INPUT_EMBEDDING,
                TensorKind.ATTENTION_NORM,
                TensorKind.ATTENTION_QUERY,
                TensorKind.ATTENTION_KEY,
                TensorKind.ATTENTION_VALUE,
                TensorKind.ATTENTION_OUTPUT,
                TensorKind.MLP_NORM,
                TensorKind.MLP_GATE,
                TensorKind.MLP_UP,
                TensorKind.MLP_DOWN,
                TensorKind.FINAL_NORM,
                TensorKind.OUTPUT_HEAD);
        return model.tensors()
                .all()
                .sorted(Comparator.comparingInt(
                        tensor -> order.indexOf(tensor.role().kind())))
                .map(LogicalTensor::stored)
                .toList();
    }

    /** A layer for multi-token prediction is compared, and does not decide over the model. */
    @ParameterizedTest
    @CsvSource({"alder-ft, FINE_TUNED", "birch, NO_SHARED_WEIGHTS_FOUND"})
    void predictionLayers(String suspect, String relation) throws IOException, InterruptedException {
        ProvenanceReport report = TestModels.examineKnowingTheOrder(predicting("alder"), predicting(suspect));

        assertThat(report.verdict().relation().name()).isEqualTo(relation);
        assertThat(report.tensors())
                .filteredOn(tensor -> tensor.role().component().equals("mtp"))
                .hasSize(9);
    }

    /** The model with a fifth layer, a copy of its fourth, that predicts. */
    private Path predicting(String model) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        try (TensorArchive archive = TensorArchive.open(TestModels.sample(model))) {
            for (TensorView tensor : archive.tensors()) {
                writer.add(tensor.name(), tensor.dtype(), tensor.shape(), bytes(tensor));
                if (tensor.name().startsWith("model.layers.3.")
                        && !tensor.name().contains("input_layernorm")) {
                    writer.add(
                            tensor.name().replace("layers.3", "layers.4"),
                            tensor.dtype(),
                            tensor.shape(),
                            bytes(tensor));
                }
            }
            writer.add("model.layers.4.eh_proj.weight", DType.BF16, List.of(2L, 4L), new byte[16]);
        }
        return writer.write(folder.resolve("predicting-" + model + ".safetensors"));
    }

    /** The tensors are right, and the configuration's error is named. */
    @Test
    void aConfigurationThatContradictsTheTensors() throws IOException {
        Path source = TestModels.sample("alder-f16");
        Files.copy(source.resolve("model.safetensors"), folder.resolve("model.safetensors"));
        Files.writeString(
                folder.resolve("config.json"),
                Files.readString(source.resolve("config.json"))
                        .replace("\"num_hidden_layers\": 4", "\"num_hidden_layers\": 9")
                        .replace("\"num_key_value_heads\": 2", "\"num_key_value_heads\": 1"));
        try (Model model = Model.open(folder)) {
            assertThat(model.architecture().anomalies())
                    .extracting(SpecAnomaly::toString)
                    .containsExactly(
                            "text.layers: configuration contradicts the tensors: expected 4, as the tensors have it, actual 9;"
                                    + " the tensors' value is used",
                            "text.kv_heads: configuration contradicts the tensors: expected 2, as the tensors have it, actual"
                                    + " 1; the tensors' value is used");
        }
    }
}
