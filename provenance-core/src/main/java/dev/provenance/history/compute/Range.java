package dev.provenance.history.compute;

/**
 * What a number can be.
 *
 * @param low its smallest value, from 0 on
 * @param high its largest value
 */
public record Range(double low, double high) {

    public Range {
        if (!(low >= 0 && high >= low && high <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "A range: expected numbers from 0 on, the larger one last, actual " + low + " and " + high + ".");
        }
    }

    /** A number that is known. */
    public static Range exactly(double number) {
        return new Range(number, number);
    }

    /** Whether a number is one of them. */
    public boolean contains(double number) {
        return number >= low && number <= high;
    }

    Range times(Range other) {
        return new Range(low * other.low, high * other.high);
    }

    /** What this is of the other, which is above 0. */
    Range over(Range other) {
        return new Range(low / other.high, high / other.low);
    }
}
