package dev.provenance.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.TestModels;
import dev.provenance.safetensors.TensorArchive;
import dev.provenance.weights.StructuredPair.Structure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many of the 95 % intervals of many seeds hold what reading everything gives. */
class IntervalCoverageTest {

    private static final int PAIRS = 6;
    private static final int SEEDS = 100;
    private static final int WINDOWS = 256;

    /** Intervals made, and those of them that hold the value. */
    private static final class Tally {

        private int made;
        private int held;

        void count(TensorSimilarity estimate, TensorSimilarity whole) {
            count(estimate.intervals().cosine(), whole.cosine());
            count(estimate.intervals().centredCosine(), whole.centredCosine());
        }

        void count(Optional<Interval> interval, Quantity value) {
            made++;
            held += interval.orElseThrow().contains(value.value()) ? 1 : 0;
        }

        void add(Tally other) {
            made += other.made;
            held += other.held;
        }

        double share() {
            return (double) held / made;
        }
    }

    /**
     * Rows of an eighth of a window, of half a window and of two; samples of 3, 5, 25 and 80 %; for each, several pairs: of
     * one pair alone the share may be lower, where a single window outweighs the others and is missed.
     */
    @ParameterizedTest
    @EnumSource
    void nineOfTenOrMoreHoldTheWholeValue(Structure structure) {
        Tally all = new Tally();
        Tally lengths = new Tally();
        for (int columns : new int[] {256, 1024, 4096}) {
            for (double correlation : new double[] {0.05, 0.5, 0.999}) {
                List<StructuredPair> pairs = IntStream.range(0, PAIRS)
                        .mapToObj(seed -> StructuredPair.of(structure, columns, WINDOWS, correlation, seed))
                        .toList();
                for (double fraction : new double[] {0.001, 0.05, 0.25, 0.8}) {
                    Tally one = new Tally();
                    for (StructuredPair pair : pairs) {
                        TensorSimilarity whole = pair.whole();
                        for (int seed = 0; seed < SEEDS; seed++) {
                            TensorSimilarity estimate = pair.sampled(fraction, seed);
                            one.count(estimate, whole);
                            lengths.count(estimate.intervals().relativeL2(), whole.relativeL2());
                        }
                    }
                    assertThat(one.share())
                            .as(
                                    "%s, %d columns, correlation %s, fraction %s",
                                    structure, columns, correlation, fraction)
                            .isBetween(0.9, 0.99);
                    all.add(one);
                }
            }
        }
        assertThat(all.share()).isBetween(0.93, 0.97);
        assertThat(lengths.share()).isBetween(0.93, 0.97);
    }

    /** The least that a tensor gives: eight windows, of many pairs. */
    @Test
    void eightWindowsAreEnough() {
        Tally tally = new Tally();
        for (int pair = 0; pair < 60; pair++) {
            StructuredPair tensors = StructuredPair.of(Structure.ALL, 1024, 64, 0.5, pair);
            TensorSimilarity whole = tensors.whole();
            for (int seed = 0; seed < 50; seed++) {
                tally.count(tensors.sampled(0.001, seed), whole);
            }
        }
        assertThat(tally.share()).isBetween(0.9, 0.99);
    }

    /** Embeddings and heads: rows in the order of how often a token occurs. */
    @Test
    void embeddingsOfTheSampleModelsAreHeldToo() throws IOException, InterruptedException {
        Tally tally = new Tally();
        for (String suspect :
                List.of("alder-ft", "alder-cpt", "alder-lora", "alder-twin", "alder-distilled", "birch")) {
            try (TensorArchive base = TensorArchive.open(TestModels.sample("alder"));
                    TensorArchive other = TensorArchive.open(TestModels.sample(suspect))) {
                List<TensorPair> pairs = TestPairs.of(base, other);
                Function<Sampling, List<TensorComparison>> run = sampling -> comparisons(pairs, sampling);
                List<TensorComparison> whole = run.apply(Sampling.everything());
                for (int seed = 0; seed < 60; seed++) {
                    List<TensorComparison> sampled =
                            run.apply(Sampling.fraction(0.3).seed(seed).windowElements(2048));
                    for (int i = 0; i < sampled.size(); i++) {
                        if (sampled.get(i).similarity().isSampled()) {
                            tally.count(
                                    sampled.get(i).similarity(), whole.get(i).similarity());
                        }
                    }
                }
            }
        }
        assertThat(tally.made).isGreaterThan(1000);
        assertThat(tally.share()).isBetween(0.9, 0.99);
    }

    private static List<TensorComparison> comparisons(List<TensorPair> pairs, Sampling sampling) {
        try {
            return StreamedComparison.of(pairs, sampling).run(1, bytes -> {});
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
