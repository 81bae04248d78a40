package dev.provenance.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SeededHashTest {

    /** The vectors of RFC 9923, and of the authors' own test suite. */
    @Test
    void fnvGivesThePublishedHashes() {
        assertThat(SeededHash.fnv1a("")).isEqualTo(0xcbf29ce484222325L);
        assertThat(SeededHash.fnv1a("a")).isEqualTo(0xaf63dc4c8601ec8cL);
        assertThat(SeededHash.fnv1a("foobar")).isEqualTo(0x85944171f73967e8L);
    }

    @Test
    void numbersStayBelowTheirBoundAndFillIt() {
        long[] counts = new long[7];
        for (int index = 0; index < 70_000; index++) {
            counts[(int) SeededHash.below(SeededHash.key(3, "w"), index, 7)]++;
        }
        for (long count : counts) {
            // Five standard deviations of a binomial with p = 1/7.
            assertThat(count).isCloseTo(10_000, within(464L));
        }
    }

    @Test
    void seedAndNameChangeTheKey() {
        assertThat(SeededHash.key(0, "a"))
                .isNotEqualTo(SeededHash.key(1, "a"))
                .isNotEqualTo(SeededHash.key(0, "b"))
                .isEqualTo(SeededHash.key(0, "a"));
    }
}
