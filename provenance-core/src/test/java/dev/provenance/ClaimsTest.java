package dev.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Relation;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.SafetensorsWriter;
import dev.provenance.safetensors.TensorArchive;
import dev.provenance.safetensors.TensorView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsTest {

    @TempDir
    Path folder;

    private static ProvenanceReport examine(String suspect) throws IOException, InterruptedException {
        return TestModels.examine(TestModels.sample("alder"), TestModels.sample(suspect));
    }

    private static ClaimAnswer claim(ProvenanceReport report, Claim claim) {
        return report.claims().stream()
                .filter(answer -> answer.claim() == claim)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        // suspect, weights, later, initialisation, repeats, tokenizer, architecture
        "alder, YES, NO_EVIDENCE, YES, NO_EVIDENCE, YES, YES",
        "alder-ft, YES, NO_EVIDENCE, YES, NO_EVIDENCE, YES, YES",
        "alder-ext, YES, YES, YES, NO_EVIDENCE, YES, NO",
        "alder-deep, YES, YES, YES, YES, YES, NO",
        "alder-embonly, YES, NO_EVIDENCE, INCONCLUSIVE, NO_EVIDENCE, YES, YES",
        "alder-twin, NO_EVIDENCE, NOT_COMPARABLE, YES, NO_EVIDENCE, YES, YES",
        "alder-distilled, NO_EVIDENCE, NOT_COMPARABLE, NO_EVIDENCE, NO_EVIDENCE, YES, YES",
        "birch, NO_EVIDENCE, NOT_COMPARABLE, NO_EVIDENCE, NO_EVIDENCE, YES, YES",
    })
    void eachClaimIsAnsweredByItself(
            String suspect,
            Answer weights,
            Answer later,
            Answer initialisation,
            Answer repeats,
            Answer tokenizer,
            Answer architecture)
            throws IOException, InterruptedException {
        ProvenanceReport report = examine(suspect);

        assertThat(claim(report, Claim.WEIGHTS_RELATED).answer()).isEqualTo(weights);
        assertThat(claim(report, Claim.SUSPECT_IS_LATER).answer()).isEqualTo(later);
        assertThat(claim(report, Claim.INITIALISATION_SHARED).answer()).isEqualTo(initialisation);
        assertThat(claim(report, Claim.REPEATS_ITSELF).answer()).isEqualTo(repeats);
        assertThat(claim(report, Claim.TOKENIZER_RELATED).answer()).isEqualTo(tokenizer);
        assertThat(claim(report, Claim.ARCHITECTURE_EQUAL).answer()).isEqualTo(architecture);
    }

    /** No claim denies the verdict, no part denies the whole, and all evidence can be looked up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alder",
                "alder-f16",
                "alder-ft",
                "alder-lora",
                "alder-ext",
                "alder-newtok",
                "alder-cpt",
                "alder-deep",
                "alder-pruned",
                "alder-moe",
                "alder-embonly",
                "alder-twin",
                "alder-distilled",
                "birch"
            })
    void claimsAndPartsAgreeWithTheVerdict(String suspect) throws IOException, InterruptedException {
        ProvenanceReport report = examine(suspect);
        boolean related = report.verdict().weightsRelated() == Answer.YES;

        assertThat(claim(report, Claim.WEIGHTS_RELATED).answer())
                .isEqualTo(report.verdict().weightsRelated());
        assertThat(report.components()).anyMatch(part -> (part.shared() == Answer.YES) == related);
        assertThat(report.components().stream().anyMatch(part -> part.shared() == Answer.YES))
                .isEqualTo(related);
        assertThat(report.components().stream()
                        .mapToDouble(ComponentVerdict::parameters)
                        .sum())
                .isBetween(0.999_999, 1.000_001);
        for (ClaimAnswer claim : report.claims()) {
            List<Finding> cited = Stream.of(claim.supporting(), claim.undecided(), claim.opposing())
                    .flatMap(evidence -> evidence.findings().stream())
                    .toList();
            assertThat(report.findings()).containsAll(cited);
            if (claim.answer() == Answer.YES) {
                assertThat(claim.supporting().isEmpty())
                        .as(claim.claim().name())
                        .isFalse();
            }
        }
    }

    /** The verdict takes the user's word on which model came first; the claim says that it is no more than that. */
    @Test
    void whatTheUserSaysIsNotFound() throws IOException, InterruptedException {
        ProvenanceReport report =
                TestModels.examineKnowingTheOrder(TestModels.sample("alder"), TestModels.sample("alder-ft"));

        ClaimAnswer later = claim(report, Claim.SUSPECT_IS_LATER);
        assertThat(report.verdict().relation()).isEqualTo(Relation.FINE_TUNED);
        assertThat(later.answer()).isEqualTo(Answer.NO_EVIDENCE);
        assertThat(later.sentence().toString()).contains("the user's word, not measured");
    }

    @Test
    void nothingFoundSaysAgainstWhatOnHowMuchAndWhatWouldHaveBeenFound() throws IOException, InterruptedException {
        try (Model birch = Model.open(TestModels.sample("birch"));
                Model alder = Model.open(TestModels.sample("alder"));
                Model student = Model.open(TestModels.sample("alder-distilled"))) {
            ClaimAnswer weights =
                    claim(Provenance.examine(birch).against(alder, student).run(), Claim.WEIGHTS_RELATED);

            assertThat(weights.answer()).isEqualTo(Answer.NO_EVIDENCE);
            assertThat(weights.coverage()).isEqualTo(1);
            assertThat(weights.opposing().findings()).hasSizeGreaterThan(4);
            assertThat(weights.sentence().toString())
                    .matches(
                            "Nothing found against 'alder' \\(a share of [0-9]+ % of its weights would have been found\\),"
                                    + " 'alder-distilled' \\(a share of [0-9]+ % of its weights would have been found\\), at 100\\.0 %"
                                    + " of the suspect's parameters\\.");
        }
    }

    /** Tests that look at units in their place find nothing in a permuted copy: that is shown, with its explanation. */
    @ParameterizedTest
    @ValueSource(strings = {"alder-rot", "alder-perm"})
    void evidenceOnBothSidesIsShown(String disguised) throws IOException, InterruptedException {
        ClaimAnswer weights = claim(
                TestModels.examine(TestModels.data("zoo", "alder"), TestModels.data("zoo", disguised)),
                Claim.WEIGHTS_RELATED);

        assertThat(weights.answer()).isEqualTo(Answer.YES);
        assertThat(weights.isConflicting()).isTrue();
        assertThat(weights.sentence().toString()).contains("found nothing, as is to be expected of what was undone");
    }

    /** Layers that match without a doubt, norms that have nothing in common: neither side is averaged away. */
    @Test
    void contradictoryEvidenceIsInconclusiveAndSaysSo() throws IOException, InterruptedException {
        Path mixed = copy("alder-ft", (name, bytes) -> {
            if (name.contains("norm")) {
                Random random = new Random(name.hashCode());
                for (int i = bytes.length / 2 - 1; i > 0; i--) {
                    int other = random.nextInt(i + 1);
                    for (int j = 0; j < 2; j++) {
                        byte swapped = bytes[2 * i + j];
                        bytes[2 * i + j] = bytes[2 * other + j];
                        bytes[2 * other + j] = swapped;
                    }
                }
            }
        });

        ClaimAnswer weights = claim(TestModels.examine(TestModels.sample("alder"), mixed), Claim.WEIGHTS_RELATED);

        assertThat(weights.answer()).isEqualTo(Answer.INCONCLUSIVE);
        assertThat(weights.isConflicting()).isTrue();
        assertThat(weights.sentence().toString())
                .startsWith("The evidence is on both sides: above the null are fixed points of hidden units")
                .contains("nothing was found by correlation of norm weights");
        assertThat(weights.sentence().in(Locale.KOREAN)).contains("노름 가중치 상관");
    }

    private interface Change {
        void apply(String name, byte[] bytes);
    }

    private Path copy(String sample, Change change, String... vision) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(sample + "-" + vision.length));
        SafetensorsWriter writer = new SafetensorsWriter();
        try (TensorArchive archive = TensorArchive.open(TestModels.sample(sample))) {
            for (TensorView tensor : archive.tensors()) {
                byte[] bytes = bytes(tensor);
                change.apply(tensor.name(), bytes);
                writer.add(tensor.name(), tensor.dtype(), tensor.shape(), bytes);
            }
        }
        for (String name : vision) {
            float[] numbers = tower();
            boolean norm = name.contains("norm");
            writer.add(
                    name,
                    DType.F32,
                    norm ? List.of(64L) : List.of(64L, 64L),
                    SafetensorsWriter.bytes(norm ? aroundOne(numbers) : numbers));
        }
        writer.write(copy.resolve("model.safetensors"));
        for (String file : new String[] {"config.json", "tokenizer.json"}) {
            Files.copy(TestModels.sample(sample).resolve(file), copy.resolve(file));
        }
        return copy;
    }

    private static byte[] bytes(TensorView tensor) throws IOException {
        double[] numbers = new double[Math.toIntExact(tensor.elementCount())];
        tensor.decode(0, numbers);
        byte[] bytes = new byte[2 * numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            int bits = Float.floatToIntBits((float) numbers[i]) >>> 16;
            bytes[2 * i] = (byte) bits;
            bytes[2 * i + 1] = (byte) (bits >> 8);
        }
        return bytes;
    }

    private static float[] aroundOne(float[] numbers) {
        float[] norm = Arrays.copyOf(numbers, 64);
        for (int i = 0; i < norm.length; i++) {
            norm[i] = 1 + 0.1f * norm[i];
        }
        return norm;
    }

    private static float[] tower() {
        Random random = new Random(5);
        float[] numbers = new float[64 * 64];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    /** A vision tower that both have is shared, whatever the text models are; which of them had it first is not told. */
    @Test
    void partThatIsEqualIsReused() throws IOException, InterruptedException {
        String name = "vision_tower.vision_model.encoder.layers.0.mlp.fc1.weight";
        String norm = "vision_tower.vision_model.encoder.layers.0.layer_norm1.weight";
        Path base = copy("alder", (tensor, bytes) -> {}, name, norm);
        Path suspect = copy("birch", (tensor, bytes) -> {}, name, norm);

        ProvenanceReport report = TestModels.examine(base, suspect);

        assertThat(report.verdict().relation()).isEqualTo(Relation.PARTS_REUSED);
        assertThat(report.verdict().initialisationShared()).isEqualTo(Answer.INCONCLUSIVE);
        assertThat(report.verdict().reasons().getFirst())
                .hasToString(
                        "Every number of these parts is the base's: vision. Both models may have them from a third one.");
        assertThat(report.components())
                .filteredOn(part -> part.shared() == Answer.YES)
                .singleElement()
                .satisfies(part -> {
                    assertThat(part.component()).isEqualTo("vision");
                    assertThat(part.relation()).isEqualTo(Relation.IDENTICAL);
                });
        assertThat(report.components())
                .filteredOn(part -> part.component().equals("text"))
                .singleElement()
                .satisfies(part -> assertThat(part.relation()).isEqualTo(Relation.NO_SHARED_WEIGHTS_FOUND));
    }

    /** A tower that was never trained is equal wherever the seed was. */
    @Test
    void randomNumbersOfOneSeedAreNoSharedTraining() throws IOException, InterruptedException {
        String name = "vision_tower.vision_model.encoder.layers.0.mlp.fc1.weight";
        Path base = copy("alder", (tensor, bytes) -> {}, name);
        Path suspect = copy("birch", (tensor, bytes) -> {}, name);

        ProvenanceReport report = TestModels.examine(base, suspect);

        assertThat(report.verdict().relation()).isEqualTo(Relation.INCONCLUSIVE);
        assertThat(report.verdict().weightsRelated()).isEqualTo(Answer.INCONCLUSIVE);
        assertThat(report.verdict().reasons().getFirst().toString())
                .contains("vision", "random numbers of one seed are equal too");
        assertThat(claim(report, Claim.WEIGHTS_RELATED).sentence())
                .isEqualTo(report.verdict().reasons().getFirst());
        assertThat(report.components()).noneMatch(part -> part.shared() == Answer.YES);
    }

    /** Two models drawn from one seed and never trained: equal, and that is all that can be said. */
    @Test
    void equalRandomStartsAreIdenticalButNotSharedTraining() throws IOException, InterruptedException {
        Path start = TestModels.data("zoo", "birch-history", "step-00000");

        ProvenanceReport report = TestModels.examine(start, start);

        assertThat(report.verdict().relation()).isEqualTo(Relation.IDENTICAL);
        assertThat(report.verdict().weightsRelated()).isEqualTo(Answer.INCONCLUSIVE);
        assertThat(claim(report, Claim.WEIGHTS_RELATED).answer()).isEqualTo(Answer.INCONCLUSIVE);
        assertThat(claim(report, Claim.WEIGHTS_RELATED).sentence().toString())
                .isEqualTo(
                        "Every number is equal, but no norm varies, and rows or columns of only 0 of 28 matrices differ"
                                + " in size by more than numbers drawn one by one do: nothing tells whether the models were"
                                + " trained, and random numbers of one seed are equal too.");
        assertThat(claim(report, Claim.WEIGHTS_RELATED).sentence().in(Locale.KOREAN))
                .contains("28개 중 0개", "같은 시드의 난수도 같습니다");
        assertThat(claim(report, Claim.INITIALISATION_SHARED).answer()).isEqualTo(Answer.YES);
        assertThat(claim(report, Claim.INITIALISATION_SHARED).sentence().toString())
                .startsWith("Every number is equal");
        assertThat(claim(report, Claim.SUSPECT_IS_LATER).answer()).isEqualTo(Answer.NOT_COMPARABLE);
        assertThat(report.components())
                .allMatch(part -> part.shared() == Answer.INCONCLUSIVE || part.shared() == Answer.NOT_COMPARABLE);
    }

    /** Fifty steps are enough for norms to vary. */
    @Test
    void equalCheckpointsOfATrainingShareIt() throws IOException, InterruptedException {
        Path step = TestModels.data("zoo", "birch-history", "step-00050");

        assertThat(TestModels.examine(step, step).verdict())
                .satisfies(verdict -> assertThat(verdict.relation()).isEqualTo(Relation.IDENTICAL))
                .satisfies(verdict -> assertThat(verdict.weightsRelated()).isEqualTo(Answer.YES));
    }

    /** Norms folded into the matrices are all ones; what was trained is told by the matrices. */
    @Test
    void equalModelsWithFoldedNormsShareTheirTraining() throws IOException, InterruptedException {
        Path folded = TestModels.data("zoo", "alder-rot");

        ProvenanceReport report = TestModels.examine(folded, folded);

        assertThat(report.verdict().relation()).isEqualTo(Relation.IDENTICAL);
        assertThat(report.verdict().weightsRelated()).isEqualTo(Answer.YES);
        assertThat(report.verdict().reasons())
                .extracting(Object::toString)
                .anyMatch(reason -> reason.matches("No norm varies, but rows or columns of 2\\d of 28 matrices .*"));
        assertThat(report.passes())
                .extracting(pass -> pass.purpose().toString())
                .contains("rows of the suspect, for signs of training");
        assertThat(report.components()).allMatch(part -> part.shared() == Answer.YES);
    }

    /** Models without norms are told in the same way, and a threshold that nothing exceeds leaves it open. */
    @Test
    void equalModelsWithoutNormsShareTheirTraining() throws IOException, InterruptedException {
        Path bare = Files.createDirectories(folder.resolve("bare"));
        SafetensorsWriter writer = new SafetensorsWriter();
        try (TensorArchive archive = TensorArchive.open(TestModels.sample("alder"))) {
            for (TensorView tensor : archive.tensors()) {
                if (!tensor.name().contains("norm")) {
                    writer.add(tensor.name(), tensor.dtype(), tensor.shape(), bytes(tensor));
                }
            }
        }
        writer.write(bare.resolve("model.safetensors"));
        for (String file : new String[] {"config.json", "tokenizer.json"}) {
            Files.copy(TestModels.sample("alder").resolve(file), bare.resolve(file));
        }

        assertThat(TestModels.examine(bare, bare).verdict().weightsRelated()).isEqualTo(Answer.YES);
        try (Model base = Model.open(bare);
                Model suspect = Model.open(bare)) {
            Verdict verdict = Provenance.examine(suspect)
                    .against(base)
                    .policy(VerdictPolicy.defaults().with("drawnExcess", 1e6))
                    .run()
                    .verdict();
            assertThat(verdict.relation()).isEqualTo(Relation.IDENTICAL);
            assertThat(verdict.weightsRelated()).isEqualTo(Answer.INCONCLUSIVE);
        }
    }
}
