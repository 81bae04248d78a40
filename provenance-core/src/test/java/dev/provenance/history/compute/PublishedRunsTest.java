package dev.provenance.history.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.provenance.Model;
import dev.provenance.Provenance;
import dev.provenance.ProvenanceReport;
import dev.provenance.TestModels;
import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.catalogue.ModelCatalogue;
import dev.provenance.architecture.internal.config.ConfigReader;
import dev.provenance.history.compute.ComputeCheck.Outcome;
import dev.provenance.history.compute.ComputeCheck.Quantity;
import dev.provenance.report.JsonReport;
import dev.provenance.report.TextReport;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Runs whose makers published tokens, hours or operations. */
class PublishedRunsTest {

    private static ArchitectureSpec config(String name) throws IOException {
        return ConfigReader.read(TestModels.data("data", "configs", name + ".json"));
    }

    private static ArchitectureSpec known(String name) {
        return ModelCatalogue.shipped().find(name).orElseThrow().spec();
    }

    private static ComputeCheck check(ComputePlausibility compute, Quantity quantity) {
        return compute.checks().stream()
                .filter(check -> check.quantity() == quantity)
                .findFirst()
                .orElseThrow();
    }

    /** Llama team, arXiv 2407.21783: 3.8e25 FLOP for 15.6 T tokens; the model's card: 30.84 M H100 hours. */
    @Test
    void llama405b() throws IOException {
        ComputePlausibility compute = ComputePlausibility.of(
                config("meta-llama--Meta-Llama-3.1-405B"),
                DeclaredTraining.ofTokens(15.6e12)
                        .sequences(Range.exactly(8192))
                        .flops(3.8e25)
                        .on(Accelerator.of("h100"), Precision.BF16)
                        .deviceHours(30.84e6));

        Range flops = compute.totalFlops().orElseThrow();
        assertThat(flops.contains(3.8e25)).as(flops.toString()).isTrue();
        assertThat(flops.high() / flops.low()).isLessThan(1.1);
        assertThat(compute.deviceHours().orElseThrow().contains(30.84e6)).isTrue();
        // Its makers report 38 to 43 % while it ran; hours of interruptions are counted in here.
        assertThat(compute.utilisation().orElseThrow().low()).isBetween(0.33, 0.40);
        assertThat(check(compute, Quantity.FLOPS).outcome()).isEqualTo(Outcome.PLAUSIBLE);
        assertThat(check(compute, Quantity.DEVICE_HOURS).outcome()).isEqualTo(Outcome.PLAUSIBLE);
    }

    /** DeepSeek-AI, arXiv 2412.19437: 2.788 M H800 hours for 14.8 T tokens, products in FP8, attention in BF16. */
    @Test
    void deepSeekV3() throws IOException {
        ComputePlausibility compute = ComputePlausibility.of(
                config("deepseek-ai--DeepSeek-V3"),
                DeclaredTraining.ofTokens(14.8e12)
                        .sequences(Range.exactly(4096))
                        .activeParameters(37e9)
                        .on(Accelerator.of("H800"), Precision.MIXED)
                        .devices(2048)
                        .deviceHours(2.788e6));

        assertThat(compute.deviceHours().orElseThrow().contains(2.788e6)).isTrue();
        assertThat(check(compute, Quantity.ACTIVE_PARAMETERS).outcome()).isEqualTo(Outcome.PLAUSIBLE);
        assertThat(check(compute, Quantity.DEVICE_HOURS).outcome()).isEqualTo(Outcome.PLAUSIBLE);
        // They report less than two months on 2,048 devices.
        assertThat(compute.days().orElseThrow().contains(56)).isTrue();
        assertThat(check(compute, Quantity.DAYS).outcome()).isEqualTo(Outcome.NOT_KNOWN);
    }

    /** Touvron et al., arXiv 2307.09288, table 2: 184,320 A100 hours for 2 T tokens. */
    @Test
    void llama2() {
        ComputePlausibility compute = ComputePlausibility.of(
                known("meta-llama/Llama-2-7b-hf"),
                DeclaredTraining.ofTokens(2e12)
                        .sequences(Range.exactly(4096))
                        .on(Accelerator.of("A100"), Precision.BF16)
                        .deviceHours(184_320));

        assertThat(compute.deviceHours().orElseThrow().contains(184_320)).isTrue();
        assertThat(compute.utilisation().orElseThrow().low()).isBetween(0.35, 0.45);
        assertThat(compute.affordableTokens().orElseThrow().contains(2e12)).isTrue();
        assertThat(compute.fineTuningDeviceHours().orElseThrow().high()).isLessThan(184_320 / 50.0);
    }

    /** 19.7 T tokens and 12 B active parameters are published, the hours are not. */
    @Test
    void solarSaysWhatIsNotKnown() {
        ComputePlausibility compute = ComputePlausibility.of(
                known("upstage/Solar-Open-100B"),
                DeclaredTraining.ofTokens(19.7e12).activeParameters(12e9));

        assertThat(compute.totalFlops().orElseThrow().contains(6 * 12e9 * 19.7e12))
                .isTrue();
        assertThat(check(compute, Quantity.ACTIVE_PARAMETERS).outcome()).isEqualTo(Outcome.PLAUSIBLE);
        assertThat(compute.deviceHours()).isEmpty();
        assertThat(check(compute, Quantity.DEVICE_HOURS).outcome()).isEqualTo(Outcome.NOT_KNOWN);
        assertThat(compute.sentences())
                .extracting(Object::toString)
                .contains("No hardware is declared, so nothing is said about hours and days.")
                .anyMatch(sentence -> sentence.contains("which are assumed: no length is declared"))
                .anyMatch(sentence -> sentence.startsWith("active parameters: declared 1.200e+10, plausible 1."));
    }

    @Test
    void whatCannotBeIsSaidToBeImpossible() {
        DeclaredTraining declared = DeclaredTraining.ofTokens(2e12)
                .on(Accelerator.of("A100"), Precision.BF16)
                .devices(8)
                .days(30);
        ComputePlausibility compute = ComputePlausibility.of(known("meta-llama/Llama-2-7b-hf"), declared);

        assertThat(check(compute, Quantity.DAYS).outcome()).isEqualTo(Outcome.IMPOSSIBLE);
        assertThat(check(compute, Quantity.DEVICE_HOURS).outcome()).isEqualTo(Outcome.IMPOSSIBLE);
        // But a fine-tuning is within reach.
        assertThat(compute.affordableTokens().orElseThrow().high()).isBetween(1e10, 2e11);
        assertThat(check(
                                ComputePlausibility.of(
                                        known("meta-llama/Llama-2-7b-hf"), declared.deviceHours(100_000)),
                                Quantity.DEVICE_HOURS)
                        .outcome())
                .isEqualTo(Outcome.UNUSUALLY_LITTLE);
        assertThat(check(
                                ComputePlausibility.of(known("meta-llama/Llama-2-7b-hf"), declared.deviceHours(1e7)),
                                Quantity.DEVICE_HOURS)
                        .outcome())
                .isEqualTo(Outcome.UNUSUALLY_MUCH);
    }

    @Test
    void withoutAnArchitectureNothingIsSaid() {
        ComputePlausibility compute = ComputePlausibility.of(ArchitectureSpec.UNKNOWN, DeclaredTraining.ofTokens(1e12));

        assertThat(compute.totalFlops()).isEmpty();
        assertThat(compute.sentences()).hasSize(1).first().asString().startsWith("Nothing can be said");
        assertThat(ComputePlausibility.of(
                                ArchitectureSpec.UNKNOWN,
                                DeclaredTraining.ofTokens(1e12).activeParameters(1e9))
                        .totalFlops())
                .contains(Range.exactly(6e21));
    }

    @Test
    void oddDeclarationsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeclaredTraining.ofTokens(Double.NaN))
                .withMessage("Declared training: expected tokens above 0, actual NaN.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Accelerator.of("H999"))
                .withMessageContaining("expected one of V100, A100,")
                .withMessageContaining("actual H999. Give the rates");
        assertThat(Accelerator.shipped()).allMatch(device -> !device.source().isBlank());
    }

    @Test
    void standsInTheReportAndMovesNoVerdict() throws IOException, InterruptedException {
        try (Model base = Model.open(TestModels.sample("alder"));
                Model suspect = Model.open(TestModels.sample("birch"))) {
            ProvenanceReport plain = Provenance.examine(suspect).against(base).run();
            ProvenanceReport report = Provenance.examine(suspect)
                    .against(base)
                    .withDeclaredTraining(DeclaredTraining.ofTokens(1e8)
                            .on(Accelerator.of("A100"), Precision.BF16)
                            .deviceHours(1e-9))
                    .run();

            assertThat(report.verdict()).isEqualTo(plain.verdict());
            assertThat(JsonReport.toString(report)).contains("\"compute\" : {", "\"IMPOSSIBLE\"");
            assertThat(JsonReport.toString(plain)).contains("\"compute\" : null");
            assertThat(TextReport.toString(report)).contains("compute    a claim apart", "impossible");
        }
    }
}
