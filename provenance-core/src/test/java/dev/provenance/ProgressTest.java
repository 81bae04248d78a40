package dev.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void timeLeftIsTheRestAtTheSpeedSoFar() {
        assertThat(new Progress(25, 100, Duration.ofSeconds(2)).timeLeft()).contains(Duration.ofSeconds(6));
        assertThat(new Progress(300_000_000_000L, 400_000_000_000L, Duration.ofMinutes(30)).timeLeft())
                .contains(Duration.ofMinutes(10));
    }

    @Test
    void timeLeftIsUnknownAtTheStart() {
        assertThat(new Progress(0, 100, Duration.ofMinutes(1)).timeLeft()).isEmpty();
        assertThat(new Progress(50, 100, Duration.ofMillis(999)).timeLeft()).isEmpty();
    }

    @Test
    void nothingIsLeftAtTheEnd() {
        assertThat(new Progress(100, 100, Duration.ofMillis(1)).timeLeft()).contains(Duration.ZERO);
        assertThat(new Progress(0, 0, Duration.ZERO).timeLeft()).contains(Duration.ZERO);
        assertThat(new Progress(0, 0, Duration.ZERO).share()).isEqualTo(1);
    }
}
