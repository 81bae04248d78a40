package dev.provenance.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOptionsTest {
    private static final ReadOptions DEFAULTS = ReadOptions.defaults();

    @Test
    void defaultsAndWithers() {
        assertThat(DEFAULTS).isEqualTo(new ReadOptions(ReadOptions.Access.MAPPED, false, 100_000_000, 100_000));
        assertThat(DEFAULTS.withAccess(ReadOptions.Access.COPIED)
                        .withLenient(true)
                        .withMaxHeaderBytes(8)
                        .withMaxTensors(1))
                .isEqualTo(new ReadOptions(ReadOptions.Access.COPIED, true, 8, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, 7, 100_000_001})
    void headerLimitOutOfRange(long bytes) {
        assertThatThrownBy(() -> DEFAULTS.withMaxHeaderBytes(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxHeaderBytes must be between 8 and 100000000 but is " + bytes);
    }

    @Test
    void tensorLimitOutOfRange() {
        assertThatThrownBy(() -> DEFAULTS.withMaxTensors(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxTensors must be at least 1 but is 0");
    }
}
