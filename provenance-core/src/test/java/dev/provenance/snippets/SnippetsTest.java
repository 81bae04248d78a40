package dev.provenance.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.Model;
import dev.provenance.ProvenanceReport;
import dev.provenance.TestModels;
import dev.provenance.lineage.Relation;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the javadoc shows works. */
class SnippetsTest {

    @TempDir
    Path folder;

    @Test
    void examplesRun() throws IOException, InterruptedException {
        ProvenanceReport report = Reports.examine(TestModels.sample("alder"), TestModels.sample("alder-deep"));
        Reports.claims(report);
        Reports.write(report, folder.resolve("report.json"));

        assertThat(report.verdict().relation()).isEqualTo(Relation.DEPTH_UPSCALED);
        assertThat(folder.resolve("report.json")).isNotEmptyFile();
        try (Model base = Model.open(TestModels.sample("alder"));
                Model suspect = Model.open(TestModels.sample("alder-deep"))) {
            assertThat(Reports.byOwnThresholds(base, suspect).policy().log10Significance())
                    .isEqualTo(-12);
        }
    }
}
