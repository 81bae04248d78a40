package dev.provenance.lineage;

/**
 * How many hidden units of one layer of the base and one of the suspect match, by one of the match tests.
 *
 * @param measure which test
 * @param baseLayer number of the base's layer
 * @param suspectLayer number of the suspect's layer
 * @param agreed units whose two matches agree, of the sample that was looked at
 * @param possible how many could
 */
public record MatchedUnits(Measure measure, int baseLayer, int suspectLayer, int agreed, int possible) {

    /** Those that agree among those that could, from 0 to 1. */
    public double share() {
        return possible == 0 ? 0 : Math.min(1, (double) agreed / possible);
    }
}
