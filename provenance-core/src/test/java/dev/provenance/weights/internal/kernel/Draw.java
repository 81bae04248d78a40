package dev.provenance.weights.internal.kernel;

import java.util.random.RandomGenerator;

/** Distributions that tests draw from; every one also occurs in checkpoints or breaks careless sums. */
enum Draw {
    NORMAL,
    /** Mean ten thousand times the spread, as in norm weights. */
    NORM_LIKE,
    ZEROS_OF_BOTH_SIGNS,
    DENORMAL,
    HUGE,
    SOME_NOT_FINITE;

    /** A number in the range of float. */
    float single(RandomGenerator random) {
        double normal = random.nextGaussian();
        return switch (this) {
            case DENORMAL -> (float) (normal * 1e-41);
            case HUGE -> (float) (normal * 5e37);
            default -> (float) ordinary(random, normal);
        };
    }

    /** A number in the range of double. */
    double wide(RandomGenerator random) {
        double normal = random.nextGaussian();
        return switch (this) {
            case DENORMAL -> normal * 1e-312;
            case HUGE -> normal * 1e307;
            default -> ordinary(random, normal);
        };
    }

    private double ordinary(RandomGenerator random, double normal) {
        return switch (this) {
            case NORM_LIKE -> 1 + normal * 1e-4;
            case ZEROS_OF_BOTH_SIGNS ->
                switch (random.nextInt(3)) {
                    case 0 -> 0.0;
                    case 1 -> -0.0;
                    default -> normal;
                };
            case SOME_NOT_FINITE ->
                switch (random.nextInt(20)) {
                    case 0 -> Double.NaN;
                    case 1 -> Double.POSITIVE_INFINITY;
                    case 2 -> Double.NEGATIVE_INFINITY;
                    default -> normal;
                };
            default -> normal * 0.02;
        };
    }
}
