package dev.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.provenance.lineage.KindSummary;
import dev.provenance.lineage.Relation;
import dev.provenance.message.Message;
import dev.provenance.report.HtmlReport;
import dev.provenance.report.JsonReport;
import dev.provenance.report.TextReport;
import dev.provenance.safetensors.ReadOptions;
import dev.provenance.weights.Sampling;
import dev.provenance.weights.TensorComparison;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Of the sample models, embeddings and heads have windows enough for a sample. */
class SampledExaminationTest {

    private static final Sampling QUARTER = Sampling.fraction(0.25).seed(7).windowElements(2048);

    private static ProvenanceReport examine(String suspect, Sampling sampling, int threads, ReadOptions options)
            throws IOException, InterruptedException {
        try (Model base = Model.open(TestModels.sample("alder"), options);
                Model examined = Model.open(TestModels.sample(suspect), options)) {
            return Provenance.examine(examined)
                    .against(base)
                    .parallelism(threads)
                    .sampling(sampling)
                    .run();
        }
    }

    private static ProvenanceReport examine(String suspect, Sampling sampling)
            throws IOException, InterruptedException {
        return examine(suspect, sampling, 2, ReadOptions.defaults());
    }

    @ParameterizedTest
    @CsvSource({
        "alder-ft, COMMON_ORIGIN",
        "alder-cpt, CONTINUED_PRETRAINING",
        "alder-twin, SHARED_INITIALISATION",
        "alder-embonly, PARTS_REUSED",
        "birch, NO_SHARED_WEIGHTS_FOUND"
    })
    void verdictIsThatOfEverythingAndItsCoverageWhatWasRead(String suspect, Relation relation)
            throws IOException, InterruptedException {
        ProvenanceReport report = examine(suspect, QUARTER);
        long read = report.tensors().stream()
                .mapToLong(tensor -> tensor.similarity().read())
                .sum();

        assertThat(report.verdict().relation()).isEqualTo(relation);
        assertThat(report.sampling()).isEqualTo(QUARTER);
        assertThat(report.tensors())
                .filteredOn(tensor -> tensor.similarity().isSampled())
                .hasSize(2);
        // 24 of 32 windows less, twice.
        assertThat(read).isEqualTo(312_896 - 2 * 24 * 2048);
        assertThat(report.verdict().coverage()).isEqualTo(read / 312_896.0);
    }

    @ParameterizedTest
    @CsvSource({"alder", "alder-f16"})
    void sampleOfEqualModelsIsNotCalledEqual(String suspect) throws IOException, InterruptedException {
        ProvenanceReport report = examine(suspect, QUARTER);

        assertThat(report.verdict().relation()).isEqualTo(Relation.COMMON_ORIGIN);
        assertThat(report.verdict().reasons())
                .extracting(Message::toString)
                .contains("Every number that was read is equal; models are called equal only if all was read.");
        assertThat(report.kinds())
                .filteredOn(kind -> kind.tensors() == 1)
                .hasSize(2)
                .extracting(KindSummary::equalTensors)
                .containsOnly(0);
    }

    @Test
    void modelsWhoseEveryTensorIsTooSmallToSampleMayBeEqual() throws IOException, InterruptedException {
        ProvenanceReport report = examine("alder", Sampling.fraction(0.01));

        assertThat(report.verdict().relation()).isEqualTo(Relation.IDENTICAL);
        assertThat(report.verdict().coverage()).isEqualTo(1);
    }

    @Test
    void jsonShowsWhatWasReadAndHowFarEstimatesMayBeOff() throws IOException, InterruptedException {
        JsonNode json = json(examine("alder-ft", QUARTER));
        JsonNode embedding = json.path("tensors").get(0);

        assertThat(json.path("sampling").path("fraction").doubleValue()).isEqualTo(0.25);
        assertThat(json.path("sampling").get("bytes").isNull()).isTrue();
        assertThat(json.path("sampling").path("seed").longValue()).isEqualTo(7);
        assertThat(json.path("sampling").path("windowElements").intValue()).isEqualTo(2048);
        assertThat(embedding.path("n").longValue()).isEqualTo(65_536);
        assertThat(embedding.path("read").longValue()).isEqualTo(16_384);
        assertThat(embedding.path("intervals").propertyNames())
                .containsExactly("cosine", "centredCosine", "relativeL2");
        embedding.path("intervals").propertyNames().forEach(measure -> {
            JsonNode interval = embedding.path("intervals").path(measure);
            assertThat(interval.size()).isEqualTo(2);
            assertThat(embedding.path(measure).doubleValue())
                    .isBetween(interval.get(0).doubleValue(), interval.get(1).doubleValue());
        });
        JsonNode query = json.path("tensors").get(5);
        assertThat(query.path("read").longValue()).isEqualTo(query.path("n").longValue());
        assertThat(query.path("intervals").isEmpty()).isTrue();
        assertThat(json.path("passes").get(0).path("purpose").path("text").stringValue())
                .isEqualTo("every pair of tensors, sampled");
    }

    @Test
    void jsonOfABudgetAndOfEverythingHasNoFraction() throws IOException, InterruptedException {
        JsonNode budget = json(examine("birch", Sampling.bytes(100_000))).path("sampling");
        JsonNode everything = json(examine("birch", Sampling.everything())).path("sampling");

        assertThat(budget.get("fraction").isNull()).isTrue();
        assertThat(budget.path("bytes").longValue()).isEqualTo(100_000);
        assertThat(everything.get("fraction").isNull()).isTrue();
        assertThat(everything.get("bytes").isNull()).isTrue();
    }

    private static JsonNode json(ProvenanceReport report) {
        return JsonMapper.shared().readTree(JsonReport.toString(report));
    }

    @Test
    void textSaysThatItWasSampled() throws IOException, InterruptedException {
        assertThat(TextReport.toString(examine("alder-ft", QUARTER)))
                .contains("\n           sampled: 68.58 % of the bytes, seed 7\n");
        assertThat(TextReport.toString(examine("alder-ft", Sampling.everything())))
                .doesNotContain("sampled:");
    }

    @Test
    void threadsAndAccessChangeNothing() throws IOException, InterruptedException {
        ReadOptions copied = ReadOptions.defaults().withAccess(ReadOptions.Access.COPIED);
        ProvenanceReport report = examine("alder-cpt", QUARTER, 1, ReadOptions.defaults());

        ProvenanceReport ofThree = examine("alder-cpt", QUARTER, 3, ReadOptions.defaults());
        ProvenanceReport ofCopies = examine("alder-cpt", QUARTER, 2, copied);

        assertThat(ofThree.tensors()).isEqualTo(report.tensors());
        assertThat(ofThree.sampleDigests()).isPresent().isEqualTo(report.sampleDigests());
        assertThat(ofCopies.tensors()).isEqualTo(report.tensors());
        assertThat(ofCopies.sampleDigests()).isEqualTo(report.sampleDigests());
    }

    /** How the digests are made of bytes is tested by {@code SampleDigestsTest}. */
    @Test
    void everyReportOfASampleHasItsDigests() throws IOException, InterruptedException {
        ProvenanceReport report = examine("alder-ft", QUARTER);
        ProvenanceReport digested;
        try (Model base = Model.open(TestModels.sample("alder"));
                Model suspect = Model.open(TestModels.sample("alder-ft"))) {
            digested = Provenance.examine(suspect).against(base).digests().run();
        }
        JsonNode digests = json(report).path("sampleDigests");

        assertThat(digests.path("tensors")).hasSize(report.tensors().size());
        for (int i = 0; i < report.tensors().size(); i++) {
            TensorComparison tensor = report.tensors().get(i);
            String ofAll = digested.digests().orElseThrow().suspect().stream()
                    .filter(one -> one.name().equals(tensor.name()))
                    .findFirst()
                    .orElseThrow()
                    .digest()
                    .sha256();
            assertThat(digests.path("tensors")
                            .get(i)
                            .path("suspect")
                            .stringValue()
                            .equals(ofAll))
                    .as(tensor.name())
                    .isEqualTo(!tensor.similarity().isSampled());
        }
        assertThat(TextReport.toString(report))
                .contains("SHA-256 of the bytes that the sample read of alder-ft:\n           "
                        + digests.path("suspect").stringValue() + "\n")
                .contains("SHA-256 of the bytes that the sample read of alder:\n           "
                        + digests.path("base").stringValue() + "\n");
        assertThat(HtmlReport.toString(report))
                .contains("SHA-256 of the bytes that the sample read of alder-ft")
                .contains(digests.path("suspect").stringValue());
        assertThat(json(examine("alder-ft", Sampling.everything()))
                        .get("sampleDigests")
                        .isNull())
                .isTrue();
    }

    @Test
    void samplingIsSetOnce() throws IOException {
        try (Model suspect = Model.open(TestModels.sample("birch"))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Provenance.examine(suspect)
                            .sampling(Sampling.fraction(0.5))
                            .sampling(Sampling.bytes(9)))
                    .withMessage("sampling is already fraction 0.5, seed 0, windows of 65536 elements; refused"
                            + " 9 bytes, seed 0, windows of 65536 elements.");
        }
    }

    @Test
    void progressPlansWhatIsRead() throws IOException, InterruptedException {
        List<Progress> steps = new ArrayList<>();
        try (Model base = Model.open(TestModels.sample("alder"));
                Model suspect = Model.open(TestModels.sample("alder-ft"))) {
            ProvenanceReport report = Provenance.examine(suspect)
                    .against(base)
                    .sampling(QUARTER)
                    .onProgress(steps::add)
                    .run();
            long planned = report.passes().stream()
                    .mapToLong(ProvenanceReport.Pass::bytes)
                    .sum();
            // BF16 in both models.
            assertThat(report.passes().getFirst().bytes()).isEqualTo(4L * (312_896 - 2 * 24 * 2048));
            assertThat(steps).allMatch(step -> step.bytesPlanned() == planned);
            assertThat(steps.getLast().bytesDone()).isEqualTo(planned);
            assertThat(steps.getLast().elapsed()).isPositive();
        }
    }
}
