package dev.provenance.weights;

/**
 * A 95 % confidence interval: over repeated sampling with other seeds about 95 of 100 such intervals hold the value that
 * reading everything would give.
 *
 * @param low lower end
 * @param high upper end, not below the lower
 */
public record Interval(double low, double high) {

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("An interval goes from low to high: low " + low + ", high " + high);
        }
    }

    /** Whether a number lies within, ends included. */
    public boolean contains(double number) {
        return low <= number && number <= high;
    }
}
