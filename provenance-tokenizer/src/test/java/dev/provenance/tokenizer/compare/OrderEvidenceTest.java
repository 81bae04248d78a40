package dev.provenance.tokenizer.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderEvidenceTest {

    @Test
    void boundIsThatOfTheFirstMoment() {
        // n = k = 3: one permutation of 3! is increasing. n = 4, k = 3: C(4, 3)/3! = 2/3.
        assertThat(OrderEvidence.log10P(3, 3, 1)).isCloseTo(-Math.log10(6), within(1e-12));
        assertThat(OrderEvidence.log10P(4, 3, 1)).isCloseTo(Math.log10(4.0 / 6), within(1e-12));
        assertThat(OrderEvidence.log10P(100, 10, 1)).isZero();
        assertThat(OrderEvidence.log10P(0, 0, 25)).isZero();
    }

    @Test
    void boundHoldsForRandomOrders() {
        Random random = new Random(7);
        int trials = 20_000;
        int[] atLeast = new int[41];
        for (int trial = 0; trial < trials; trial++) {
            int longest = PairedOrder.of(IntStream.range(0, 40).toArray(), item -> item, shuffled(40, random)::get)
                    .longest();
            for (int k = 0; k <= longest; k++) {
                atLeast[k]++;
            }
        }
        for (int k = 1; k <= 40; k++) {
            double observed = (double) atLeast[k] / trials;
            assertThat(observed).isLessThanOrEqualTo(Math.pow(10, OrderEvidence.log10P(40, k, 1)) + 0.01);
        }
    }

    private static List<Integer> shuffled(int size, Random random) {
        List<Integer> places = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(places, random);
        return places;
    }

    @Test
    void stillSaysSomethingAtTheSizeOfALargeVocabulary() {
        double log10P = OrderEvidence.log10P(150_000, 150_000, 25);

        assertThat(log10P).isFinite().isLessThan(-400_000);
    }

    @Test
    void longestIncreasingSubsequenceIsThatOfAllSubsets() {
        Random random = new Random(11);
        for (int trial = 0; trial < 200; trial++) {
            int[] values = random.ints(10, 0, 12).toArray();
            int longest = 0;
            for (int subset = 0; subset < 1 << values.length; subset++) {
                int chosen = subset;
                int[] members = IntStream.range(0, values.length)
                        .filter(i -> (chosen & (1 << i)) != 0)
                        .map(i -> values[i])
                        .toArray();
                boolean increasing = IntStream.range(1, members.length).allMatch(i -> members[i] > members[i - 1]);
                longest = increasing ? Math.max(longest, members.length) : longest;
            }
            int[] items = IntStream.range(0, values.length).toArray();
            assertThat(PairedOrder.of(items, item -> item, item -> values[item]).longest())
                    .as(Arrays.toString(values))
                    .isEqualTo(longest);
        }
    }

    @Test
    void tiesAreNoOrder() {
        int[] items = {0, 1, 2, 3};

        assertThat(PairedOrder.of(items, item -> 5, item -> item).longest()).isEqualTo(1);
    }
}
