package dev.provenance.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowPlanTest {

    private static final int WINDOW = 2048;

    @ParameterizedTest
    @CsvSource({
        "1, 0.5, false, 1",
        "14336, 0.5, false, 1",
        "16384, 0.5, false, 1",
        "16385, 0.5, true, 8",
        "65536, 0.1, true, 8",
        "65536, 0.5, true, 16",
        "65536, 0.99, false, 1",
        "65536, 1, false, 1",
        "3000001, 1, false, 3",
        "2048000, 0.0001, true, 8",
        "2048000, 0.0334, true, 33",
        "2048000, 0.0336, true, 34",
        "2048000, 0.999, true, 999",
    })
    void atLeastEightWindowsOrTheWholeTensorAreRead(long elements, double fraction, boolean sampled, long chosen) {
        WindowPlan plan = plan(elements, fraction, 0);

        assertThat(plan.isSampled()).isEqualTo(sampled);
        assertThat(plan.chosen()).isEqualTo(chosen);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.02, 0.1, 0.26, 0.34, 0.5, 0.51, 0.6, 0.67, 0.8, 0.9, 0.995})
    void windowsAreDistinctAndSpreadEvenly(double fraction) {
        for (int count : new int[] {9, 10, 17, 100, 1001}) {
            WindowPlan plan = plan((long) count * WINDOW - 5, fraction, count);
            if (plan.isSampled()) {
                long[] read = windows(plan);
                assertThat(read).hasSize((int) plan.chosen()).doesNotHaveDuplicates();
                assertThat(LongStream.of(read)).allMatch(window -> window >= 0 && window < count);
                assertThat(IntStream.range(1, read.length).filter(i -> read[i] < read[i - 1]))
                        .hasSizeLessThanOrEqualTo(1);
                assertNoRunIsLeftOut(read, count);
            }
        }
    }

    /** In any run of windows as many are read as its share, but for the two strata in which it begins and ends. */
    private static void assertNoRunIsLeftOut(long[] read, int count) {
        for (int from = 0; from < count; from++) {
            for (int to = from; to <= count; to += 7) {
                int start = from;
                int end = to;
                long within = LongStream.of(read)
                        .filter(window -> window >= start && window < end)
                        .count();
                assertThat((double) within).isCloseTo((double) (to - from) * read.length / count, within(2.0));
            }
        }
    }

    /** A window that is read twice as often as another would count twice in the mean of many estimates. */
    @ParameterizedTest
    @ValueSource(doubles = {0.16, 0.42, 0.62, 0.82})
    void everyWindowIsReadAsOften(double fraction) {
        int seeds = 10_000;
        double[] read = new double[50];
        for (int seed = 0; seed < seeds; seed++) {
            for (long window : windows(plan((long) read.length * WINDOW, fraction, seed))) {
                read[(int) window]++;
            }
        }
        double deviation = Math.sqrt(fraction * (1 - fraction) / seeds);
        for (double count : read) {
            assertThat(count / seeds).isCloseTo(fraction, within(5 * deviation));
        }
    }

    @Test
    void choiceDependsOnSeedNameAndSizeAlone() {
        long[] first = windows(plan(1000L * WINDOW, 0.05, 1));

        assertThat(windows(plan(1000L * WINDOW, 0.05, 1))).isEqualTo(first);
        assertThat(windows(plan(1000L * WINDOW, 0.05, 2))).isNotEqualTo(first);
        assertThat(windows(WindowPlan.of("v", 1000L * WINDOW, 0.05, sampling(1))))
                .isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({
        "40000, 0.45",
        "40000, 0.6",
        "3000001, 1",
        "3000001, 0.3",
        "3000001, 0.7",
        "200000000, 0.001",
        "200000000, 0.2",
        "200000000, 0.9"
    })
    void partsCoverWhatIsReadOnce(long elements, double fraction) {
        for (int seed = 0; seed < 10; seed++) {
            assertPartsCoverWhatIsReadOnce(plan(elements, fraction, seed));
        }
    }

    private static void assertPartsCoverWhatIsReadOnce(WindowPlan plan) {
        assertThat(plan.parts()).isBetween(1, WindowPlan.MAX_PARTS);
        assertThat(plan.firstIndex(0)).isZero();
        assertThat(plan.firstIndex(plan.parts())).isEqualTo(plan.chosen());
        assertThat(IntStream.range(0, plan.parts())
                        .mapToLong(plan::elementsRead)
                        .sum())
                .isEqualTo(plan.elementsRead())
                .isEqualTo(LongStream.of(windows(plan)).map(plan::length).sum());
        assertThat(IntStream.range(0, plan.parts()))
                .allMatch(part -> plan.firstIndex(part) < plan.firstIndex(part + 1));
    }

    @Test
    void wholeTensorIsReadInChunks() {
        WindowPlan plan = plan(3_000_001, 1, 3);

        assertThat(plan).isEqualTo(WindowPlan.whole(3_000_001));
        assertThat(windows(plan)).containsExactly(0, 1, 2);
        assertThat(plan.start(2)).isEqualTo(2 * ChunkSummer.CHUNK);
        assertThat(plan.length(2)).isEqualTo(3_000_001 - 2 * ChunkSummer.CHUNK);
        assertThat(plan.elementsRead()).isEqualTo(3_000_001);
    }

    private static Sampling sampling(long seed) {
        return Sampling.everything().seed(seed).windowElements(WINDOW);
    }

    private static WindowPlan plan(long elements, double fraction, long seed) {
        return WindowPlan.of("w", elements, fraction, sampling(seed));
    }

    private static long[] windows(WindowPlan plan) {
        return LongStream.range(0, plan.chosen()).map(plan::window).toArray();
    }
}
