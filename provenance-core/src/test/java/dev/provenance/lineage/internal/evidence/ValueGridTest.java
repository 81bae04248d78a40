package dev.provenance.lineage.internal.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueGridTest {

    /** 8 bits of precision, the last one rounded. */
    private static float toBf16(double value) {
        float number = (float) value;
        int bits = Float.floatToRawIntBits(number);
        return Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000);
    }

    private static float[] drawn(long seed) {
        Random random = new Random(seed);
        float[] values = new float[128];
        for (int i = 0; i < values.length; i++) {
            values[i] = toBf16(random.nextGaussian());
        }
        return values;
    }

    private static float[] quantised(long seed, int most) {
        float[] values = drawn(seed);
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = toBf16(Math.rint(values[i] / largest * most) * (largest / most));
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({"7", "8"})
    void fourBitsWrittenAsBf16AreFound(int most) {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(ValueGrid.isOn(quantised(seed, most), 4, 0.02, 0x1p-8))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(ValueGrid.isOn(drawn(seed), 4, 0.02, 0x1p-8))
                    .as("seed %d", seed)
                    .isFalse();
        }
    }

    /** At 127 levels the steps are as fine as the numbers' own: nothing tells, and nothing is said. */
    @Test
    void eightBitsWrittenAsBf16AreNotToldFromRounding() {
        assertThat(ValueGrid.isOn(quantised(1, 127), 8, 0.02, 0x1p-8)).isFalse();
        assertThat(ValueGrid.isOn(drawn(1), 8, 0.02, 0x1p-8)).isFalse();
    }
}
