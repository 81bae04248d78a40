package dev.provenance.weights.digest;

import dev.provenance.internal.SplitMix64;

/**
 * A fixed pseudo-random rotation, times a constant: three rounds of random signs and an unnormalised Hadamard transform
 * (Andoni et al. 2015, as cited at {@link Sketch}). Each number of the result is close to a Gaussian projection of the
 * whole input, however few numbers of the input are not zero.
 */
final class PseudoRotation {

    private static final long SEED = 0x726f_7461_7465_2d31L;
    private static final int ROUNDS = 3;

    private PseudoRotation() {}

    /** Rotates in place; the length is a power of two, at least 64. Sums in a fixed order. */
    static void rotate(double[] vector) {
        for (int round = 0; round < ROUNDS; round++) {
            flipSigns(vector, round);
            transform(vector);
        }
    }

    private static void flipSigns(double[] vector, int round) {
        long words = vector.length / Long.SIZE;
        for (int i = 0; i < vector.length; i++) {
            long word = SplitMix64.at(SEED, round * words + i / Long.SIZE);
            if ((word >>> (i % Long.SIZE) & 1) != 0) {
                vector[i] = -vector[i];
            }
        }
    }

    /** Hadamard's matrix in Sylvester's order, times the vector. */
    private static void transform(double[] vector) {
        for (int half = 1; half < vector.length; half *= 2) {
            for (int block = 0; block < vector.length; block += 2 * half) {
                for (int i = block; i < block + half; i++) {
                    double left = vector[i];
                    double right = vector[i + half];
                    vector[i] = left + right;
                    vector[i + half] = left - right;
                }
            }
        }
    }
}
