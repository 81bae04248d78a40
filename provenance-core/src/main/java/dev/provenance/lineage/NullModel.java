package dev.provenance.lineage;

import dev.provenance.message.Message;
import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * What a measure gives for weights that are not each other's copy.
 *
 * @param made how the values were made
 * @param size how many values
 * @param centre their median; NaN if there are none
 * @param spread 1.4826 times their median absolute deviation from it: a standard deviation that a few outliers do not
 *     move; NaN if there are none
 * @param smallest the smallest value; NaN if there are none
 * @param largest the largest value; NaN if there are none
 */
public record NullModel(Message made, int size, double centre, double spread, double smallest, double largest) {

    /** Makes normal data's median absolute deviation its standard deviation. */
    private static final double MAD_TO_SIGMA = 1.4826;

    /** A null that is known without being drawn: an exact bound, a rate of the policy. */
    public static NullModel stated(Message made) {
        return new NullModel(made, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    /** A null whose mean and standard deviation are known. */
    public static NullModel exact(Message made, int size, double centre, double spread) {
        return new NullModel(made, size, centre, spread, Double.NaN, Double.NaN);
    }

    /** A null of drawn values. */
    public static NullModel of(Message made, double[] values) {
        double centre = new Median().evaluate(values);
        double[] deviations =
                Arrays.stream(values).map(value -> Math.abs(value - centre)).toArray();
        double spread = MAD_TO_SIGMA * new Median().evaluate(deviations);
        return new NullModel(
                made,
                values.length,
                centre,
                spread,
                Arrays.stream(values).min().orElse(Double.NaN),
                Arrays.stream(values).max().orElse(Double.NaN));
    }
}
