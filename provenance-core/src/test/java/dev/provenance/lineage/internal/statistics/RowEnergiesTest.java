package dev.provenance.lineage.internal.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowEnergiesTest {

    private static final int ROWS = 96;
    private static final int COLUMNS = 80;

    private static float[] drawn(long seed) {
        Random random = new Random(seed);
        float[] values = new float[ROWS * COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void numbersDrawnOneByOneAreEven(long seed) {
        RowEnergies energies = RowEnergies.of(drawn(seed), COLUMNS);

        assertThat(energies.excess()).isLessThan(4);
        assertThat(energies.kurtosis()).isBetween(2.7, 3.3);
    }

    @Test
    void rowsOfSizesOfTheirOwnAreNot() {
        float[] values = drawn(1);
        for (int i = 0; i < values.length; i++) {
            values[i] *= 1 + (i / COLUMNS) % 2;
        }

        assertThat(RowEnergies.of(values, COLUMNS).excess()).isGreaterThan(20);
    }

    /** Signs alone, and constants: no energies to differ by, however the sums round. */
    @ParameterizedTest
    @ValueSource(floats = {1, 0.125f, 0.02f, 0})
    void numbersOfOneSizeHaveNoExcess(float size) {
        Random random = new Random(1);
        float[] values = new float[100 * 100];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextBoolean() ? size : -size;
        }

        assertThat(RowEnergies.of(values, 100).excess()).isNaN();
    }
}
