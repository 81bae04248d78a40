package dev.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.architecture.catalogue.ModelCatalogue;
import dev.provenance.lineage.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CircumstancesTest {

    @TempDir
    Path folder;

    private static List<String> table(ProvenanceReport report) {
        return report.circumstances().stream()
                .map(line -> line.subject() + " " + line.base() + " / " + line.suspect() + " " + line.stars())
                .toList();
    }

    @Test
    void tableHoldsWhatOlderOnesHeld() throws IOException, InterruptedException {
        ProvenanceReport report = TestModels.examine(TestModels.sample("alder"), TestModels.sample("alder-ext"));

        assertThat(table(report))
                .contains(
                        "type of tokenizer BPE / BPE 0",
                        "tokens in common 100.0 % / 88.9 % 1",
                        "vocabulary 1024 / 1152 0")
                .anyMatch(line -> line.startsWith("hidden size 64 / 64 5"))
                .anyMatch(line -> line.startsWith("merges in common 100.0 % / "))
                .anyMatch(line -> line.startsWith("layers 4 / 4 "));
        assertThat(report.circumstances()).allMatch(line -> line.stars() >= 0 && line.stars() <= 5);
    }

    /** Everything that an older table asks for agrees, and the weights have nothing to do with each other. */
    @Test
    void allStarsTogetherAreNoVerdict() throws IOException, InterruptedException {
        ProvenanceReport report = TestModels.examine(TestModels.sample("alder"), TestModels.sample("birch"));

        assertThat(report.circumstances().stream().mapToInt(Circumstance::stars).sum())
                .isGreaterThan(20);
        assertThat(report.verdict().weightsRelated()).isEqualTo(Answer.NO_EVIDENCE);
    }

    /** Other known models, other stars; the verdict, its reasons and every finding stay as they are. */
    @ParameterizedTest
    @ValueSource(strings = {"alder-ft", "alder-deep", "alder-embonly", "alder-twin", "birch"})
    void theyNeverChangeTheVerdict(String suspect) throws IOException, InterruptedException {
        ModelCatalogue nothing =
                ModelCatalogue.read(Files.writeString(folder.resolve("none.txt"), "# No known models.\n"));
        try (Model base = Model.open(TestModels.sample("alder"));
                Model examined = Model.open(TestModels.sample(suspect))) {
            ProvenanceReport with = Provenance.examine(examined).against(base).run();
            ProvenanceReport without = Provenance.examine(examined)
                    .against(base)
                    .catalogue(nothing)
                    .run();

            assertThat(table(without)).isNotEqualTo(table(with));
            assertThat(without.verdict()).isEqualTo(with.verdict());
            assertThat(without.findings())
                    .extracting(Finding::reason, Finding::outcome)
                    .isEqualTo(with.findings().stream()
                            .map(finding -> org.assertj.core.groups.Tuple.tuple(finding.reason(), finding.outcome()))
                            .toList());
            assertThat(without.claims())
                    .extracting(ClaimAnswer::answer)
                    .isEqualTo(with.claims().stream().map(ClaimAnswer::answer).toList());
        }
    }

    /** What weighs the evidence cannot so much as see the table. */
    @Test
    void judgeDoesNotKnowThem() throws IOException {
        for (Class<?> type : List.of(Judge.class, LineageRun.class, WeightsClaim.class, ComponentVerdicts.class)) {
            try (var code = type.getResourceAsStream(type.getSimpleName() + ".class")) {
                assertThat(new String(code.readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain("Circumstance");
            }
        }
    }
}
