package dev.provenance.lineage.internal.exhibit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.ProvenanceReport;
import dev.provenance.TestModels;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.internal.exhibit.EqualElements.Shares;
import dev.provenance.lineage.internal.matrix.Matrix;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements that are equal, of copies and by chance. */
class EqualElementsTest {

    private static Matrix normal(double deviation, long seed) {
        Matrix matrix = Matrix.zeros(1000, 1000);
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            for (int j = 0; j < 1000; j++) {
                matrix.row(i)[j] = (float) (deviation * random.nextGaussian());
            }
        }
        return matrix;
    }

    /** The difference of two has the density 1/(2σ√π) at 0, and a step is a thousandth. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.02, 0.1, 1})
    void unrelatedNumbersAreEqualToThreeDecimalsByChance(double deviation) {
        double expected = 0.001 / (2 * deviation * Math.sqrt(Math.PI));

        Shares shares = Shares.of(normal(deviation, 1), normal(deviation, 2));

        assertThat(shares.decimals()).isCloseTo(expected, within(5 * Math.sqrt(expected / 1e6)));
        assertThat(shares.exact()).isLessThan(1e-5);
    }

    @Test
    void roundingGoesToTheNearestAndOfTwoToTheEven() {
        // Steps of BF16 above 1; half a step from the even 1 goes back to it, from the odd one up to the even second.
        float step = 1 / 128f;
        float odd = 1 + 3 * step / 2;
        Matrix exact = Matrix.of(new float[] {1, 1 + step, 1 + 2 * step, 1 + 2 * step}, 1, 4);
        Matrix between = Matrix.of(new float[] {1 + step / 2, odd, odd, Math.nextDown(odd)}, 1, 4);

        assertThat(Shares.of(exact, between)).isEqualTo(new Shares(0, 0.5, 0));
    }

    @Test
    void aCopyIsEqualAndAStrangerIsNot() throws IOException, InterruptedException {
        Finding copy = exhibit("alder");
        Finding stranger = exhibit("birch");

        assertThat(copy.effect()).isEqualTo(1);
        assertThat(copy.nullModel().largest()).isLessThan(0.1);
        assertThat(stranger.effect()).isBetween(0.0, stranger.nullModel().largest());
        assertThat(stranger.reason().toString()).startsWith("Not counted: ").contains("to three decimals");
    }

    private static Finding exhibit(String suspect) throws IOException, InterruptedException {
        ProvenanceReport report = TestModels.examine(TestModels.sample("alder"), TestModels.sample(suspect));
        return report.findings().stream()
                .filter(finding -> finding.measure() == Measure.EQUAL_ELEMENTS)
                .findFirst()
                .orElseThrow();
    }
}
