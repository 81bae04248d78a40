package dev.provenance.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingTest {

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY})
    void fractionOutsideItsRangeIsRefused(double fraction) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sampling.fraction(fraction))
                .withMessage("sampling fraction: expected a number above 0, at most 1, actual " + fraction + ".");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void budgetBelowOneByteIsRefused(long bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sampling.bytes(bytes))
                .withMessage("sampling bytes: expected at least 1, actual " + bytes + ".");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -2048, 1024, 2049, 65_535})
    void windowThatIsNoWholeNumberOfBlocksIsRefused(int elements) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sampling.everything().windowElements(elements))
                .withMessage("sampling windowElements: expected a multiple of 2048, actual " + elements + ".");
    }

    @Test
    void fractionAndBudgetTogetherAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sampling(OptionalDouble.of(0.5), OptionalLong.of(7), 0, 2048))
                .withMessage("sampling: expected a fraction or a budget of bytes, actual both, 0.5 and 7.");
    }

    @Test
    void settingsAreKeptAndShown() {
        assertThat(Sampling.everything()).hasToString("everything, seed 0, windows of 65536 elements");
        assertThat(Sampling.fraction(0.01).seed(7)).hasToString("fraction 0.01, seed 7, windows of 65536 elements");
        assertThat(Sampling.bytes(1_000).windowElements(4096).seed(-1))
                .hasToString("1000 bytes, seed -1, windows of 4096 elements");
        assertThat(Sampling.everything().isEverything()).isTrue();
        assertThat(Sampling.fraction(1).isEverything()).isFalse();
    }
}
