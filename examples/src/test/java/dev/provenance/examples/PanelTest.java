package dev.provenance.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.ProvenanceReport;
import dev.provenance.lineage.Relation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PanelTest {

    private static final Path SAMPLES = Path.of(System.getProperty("provenance.samples", "models"));

    @Test
    void theParentIsNearestAndTheLookAlikesAreNot() throws IOException, InterruptedException {
        ProvenanceReport report = Panel.examine(
                SAMPLES.resolve("alder-deep"),
                List.of(SAMPLES.resolve("birch"), SAMPLES.resolve("alder"), SAMPLES.resolve("alder-twin")));

        assertThat(report.verdict().base()).isEqualTo("alder");
        assertThat(report.verdict().relation()).isEqualTo(Relation.DEPTH_UPSCALED);
        assertThat(report.comparisons().getFirst().conclusion().relation()).isEqualTo(Relation.NO_SHARED_WEIGHTS_FOUND);
        assertThat(Panel.text(report))
                .contains("alder-deep against 3 bases", "Nearest: alder, DEPTH_UPSCALED.")
                .containsPattern("birch +NO_SHARED_WEIGHTS_FOUND");
    }
}
