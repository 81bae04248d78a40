package dev.provenance.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.lineage.internal.statistics.JointPermutation;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SolarGlmTest {

    @Test
    void publishedCosinesFollowFromPublishedMomentsAlone() throws IOException {
        List<PublishedNorm> norms = PublishedNorm.shipped();

        assertThat(norms).hasSize(6);
        for (PublishedNorm norm : norms) {
            assertThat(norm.rawCosine(norm.centred())).isCloseTo(norm.cosine(), within(2e-6));
            // A shuffled vector has no correlation but what chance leaves: 1/64 at this length.
            assertThat(norm.rawCosine(0)).isCloseTo(norm.shuffled(), within(5e-4));
        }
    }

    @Test
    void theTestFindsNothingInThePublishedFigures() throws IOException {
        List<PublishedNorm> norms = PublishedNorm.shipped();
        JointPermutation test = SolarGlm.test(norms);

        double mean =
                norms.stream().mapToDouble(PublishedNorm::centred).average().orElseThrow();
        assertThat(test.correlation()).isCloseTo(mean, within(1e-5));
        // ‖M‖² is the sum of products of the published correlations, written out by hand.
        double square = 6
                + 2 * (0.456712 * 0.772038 + 0.353580 * 0.646394 + 0.632100 * 0.622167)
                + 2 * (0.843832 * 0.833227 + 0.583516 * 0.615106 + 0.799576 * 0.883563);
        assertThat(test.nullDeviation()).isCloseTo(Math.sqrt(square / 4095) / 6, within(1e-4));
        assertThat(test.log10P()).isGreaterThan(-2);
    }

    @Test
    void theTestFindsWhatIsThere() throws IOException {
        List<PublishedNorm> shared = PublishedNorm.shipped().stream()
                .map(norm -> new PublishedNorm(
                        norm.layer(),
                        norm.norm(),
                        norm.cosine(),
                        norm.shuffled(),
                        0.06,
                        norm.solar(),
                        norm.glm(),
                        norm.withinSolar(),
                        norm.withinGlm()))
                .toList();

        assertThat(SolarGlm.test(shared).log10P()).isLessThan(-6);
    }

    @Test
    void saysWhatItFound() throws IOException {
        assertThat(SolarGlm.text(PublishedNorm.shipped()))
                .contains("mean raw cosine of 0.9676", "it is 0.9678", "Found: nothing")
                .contains("0.3 to 3.3 deviations");
    }
}
