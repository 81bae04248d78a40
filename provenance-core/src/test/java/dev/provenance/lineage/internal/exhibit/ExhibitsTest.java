package dev.provenance.lineage.internal.exhibit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.Answer;
import dev.provenance.ProvenanceReport;
import dev.provenance.TestModels;
import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.lineage.LayerPicture.Point;
import dev.provenance.lineage.LayerPicture.Side;
import dev.provenance.lineage.Measure;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the exhibits show of copies, of derivations and of strangers. */
class ExhibitsTest {

    private static Finding exhibit(ProvenanceReport report, Measure measure) {
        return report.findings().stream()
                .filter(finding -> finding.measure() == measure)
                .findFirst()
                .orElseThrow();
    }

    private static ProvenanceReport againstAlder(String suspect) throws IOException, InterruptedException {
        return TestModels.examine(TestModels.sample("alder"), TestModels.sample(suspect));
    }

    @Test
    void ofACopyNothingDiffers() throws IOException, InterruptedException {
        ProvenanceReport report = againstAlder("alder");

        assertThat(exhibit(report, Measure.LAYER_FEATURES).effect()).isCloseTo(0, within(1e-9));
        assertThat(exhibit(report, Measure.LAYER_DEVIATIONS).effect()).isCloseTo(1, within(1e-9));
        assertThat(exhibit(report, Measure.ROW_NORMS).effect()).isZero();
        assertThat(exhibit(report, Measure.EMBEDDING_GEOMETRY).effect()).isCloseTo(1, within(1e-9));
        assertThat(exhibit(report, Measure.EMBEDDING_CENTROIDS).effect()).isZero();
        List<Point> points = report.picture().orElseThrow().points();
        assertThat(points).hasSize(8);
        for (int i = 0; i < 4; i++) {
            assertThat(points.get(i).side()).isEqualTo(Side.BASE);
            assertThat(points.get(i + 4).side()).isEqualTo(Side.SUSPECT);
            assertThat(points.get(i + 4).layer()).isEqualTo(i);
            assertThat(points.get(i + 4).x()).isCloseTo(points.get(i).x(), within(1e-9));
            assertThat(points.get(i + 4).y()).isCloseTo(points.get(i).y(), within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alder-ft", "alder-lora", "alder-ext"})
    void ofADerivationAllIsNear(String suspect) throws IOException, InterruptedException {
        ProvenanceReport report = againstAlder(suspect);

        Finding layers = exhibit(report, Measure.LAYER_FEATURES);
        assertThat(layers.effect()).isLessThan(layers.nullModel().centre() / 4);
        assertThat(exhibit(report, Measure.EMBEDDING_GEOMETRY).effect()).isGreaterThan(0.9);
        Finding centroids = exhibit(report, Measure.EMBEDDING_CENTROIDS);
        assertThat(centroids.effect()).isLessThan(centroids.nullModel().smallest());
        Finding norms = exhibit(report, Measure.ROW_NORMS);
        assertThat(norms.effect()).isLessThan(norms.nullModel().centre());
    }

    /** Independently trained models score high on deviations and on geometry, and no verdict follows. */
    @Test
    void strangersLookAlikeToMeasuresThatMislead() throws IOException, InterruptedException {
        ProvenanceReport report = againstAlder("birch");

        assertThat(exhibit(report, Measure.LAYER_DEVIATIONS).effect()).isGreaterThan(0.63);
        assertThat(exhibit(report, Measure.LAYER_DEVIATIONS).reason().toString())
                .contains("misleads", "0.63 to 0.93");
        Finding geometry = exhibit(report, Measure.EMBEDDING_GEOMETRY);
        assertThat(geometry.effect()).isGreaterThan(10 * geometry.nullModel().spread());
        Finding centroids = exhibit(report, Measure.EMBEDDING_CENTROIDS);
        assertThat(centroids.effect())
                .isBetween(
                        centroids.nullModel().smallest(), centroids.nullModel().largest());
        assertThat(report.verdict().weightsRelated()).isEqualTo(Answer.NO_EVIDENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alder-deep", "alder-pruned", "alder-moe", "alder-newtok", "birch"})
    void exhibitsAreNeverCounted(String suspect) throws IOException, InterruptedException {
        ProvenanceReport report = againstAlder(suspect);

        List<Finding> exhibits = report.findings().stream()
                .filter(finding -> finding.claim() == Claim.EXHIBIT)
                .toList();
        assertThat(exhibits).hasSizeGreaterThanOrEqualTo(8).allSatisfy(finding -> {
            assertThat(finding.outcome()).isIn(Outcome.NOT_COUNTED, Outcome.NOT_RUN);
            assertThat(finding.log10P()).isEmpty();
            assertThat(finding.reason().toString()).matches("Not (counted|run): .*");
            assertThat(Double.isFinite(finding.effect())).isEqualTo(finding.outcome() == Outcome.NOT_COUNTED);
        });
        assertThat(report.comparisons().getFirst().times()).containsKey("exhibits");
    }

    @Test
    void otherWidthsAreComparedWhereTheyCanBe() throws IOException, InterruptedException {
        ProvenanceReport report =
                TestModels.examine(TestModels.data("zoo", "alder"), TestModels.data("zoo", "dogwood"));

        assertThat(exhibit(report, Measure.EMBEDDING_CENTROIDS).reason())
                .hasToString("Not run: the embeddings differ in width, 64 of the base and 48 of the suspect.");
        assertThat(exhibit(report, Measure.EMBEDDING_GEOMETRY).outcome()).isEqualTo(Outcome.NOT_COUNTED);
        assertThat(report.picture()).isPresent();
    }
}
