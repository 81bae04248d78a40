package dev.provenance.lineage.internal.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.lineage.internal.matrix.Matrix;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RoundingTest {

    private static final int ROWS = 40;
    private static final int COLUMNS = 50;

    /** Numbers of weights' sizes, with some that F16 holds as subnormals only. */
    private static Matrix drawn(long seed) {
        Random random = new Random(seed);
        Matrix drawn = Matrix.zeros(ROWS, COLUMNS);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                drawn.row(i)[j] = (float) (random.nextGaussian() * (j == 0 ? 1e-6 : 0.02));
            }
        }
        return drawn;
    }

    private static Matrix each(Matrix numbers, UnaryOperator<Float> change) {
        Matrix changed = numbers.copy();
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                changed.row(i)[j] = change.apply(changed.row(i)[j]);
            }
        }
        return changed;
    }

    /** Round to nearest, ties to even. */
    private static float bf16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return Float.intBitsToFloat((bits + 0x7fff + (bits >>> 16 & 1)) & 0xffff0000);
    }

    private static float f16(float value) {
        return Float.float16ToFloat(Float.floatToFloat16(value));
    }

    @Test
    void roundedCopiesAreExplained() {
        Matrix numbers = drawn(1);
        Matrix narrow = each(numbers, RoundingTest::bf16);
        Matrix half = each(numbers, RoundingTest::f16);

        assertThat(Rounding.explains(numbers, numbers)).isTrue();
        assertThat(Rounding.explains(numbers, narrow)).isTrue();
        assertThat(Rounding.explains(narrow, numbers)).isTrue();
        assertThat(Rounding.explains(numbers, half)).isTrue();
        assertThat(Rounding.explains(half, narrow)).isTrue();
    }

    /** Nothing rounds numbers of one format to others of it. */
    @Test
    void oneChangedNumberOfTheSameFormatIsNotExplained() {
        Matrix numbers = drawn(2);
        Matrix changed = numbers.copy();
        changed.row(3)[7] += 1e-6f;

        assertThat(Rounding.explains(numbers, changed)).isFalse();
        assertThat(Rounding.explains(each(numbers, RoundingTest::bf16), each(changed, value -> bf16(value * 1.01f))))
                .isFalse();
    }

    /** A change of 0.2 % of the norm is less than rounding to BF16 leaves, and more than it leaves of small numbers. */
    @Test
    void aLightFineTuneThatWasRoundedIsNotExplained() {
        Matrix numbers = drawn(3);
        Random random = new Random(4);
        Matrix tuned = each(numbers, value -> bf16(value + (float) (0.002 * 0.02 * random.nextGaussian())));

        assertThat(Agreement.of(numbers, tuned).relativeL2()).isLessThan(0x1p-8);
        assertThat(Rounding.explains(numbers, tuned)).isFalse();
    }

    /** BF16's rounding is no F16's. */
    @Test
    void theCoarserFormatsErrorIsNotTheFinerOnes() {
        Matrix numbers = drawn(5);
        Matrix between = each(numbers, value -> f16(bf16(value)));

        assertThat(Rounding.explains(numbers, each(numbers, value -> f16(value * (1 + 0x1p-10f)))))
                .isFalse();
        assertThat(Rounding.explains(numbers, between)).isTrue();
    }
}
