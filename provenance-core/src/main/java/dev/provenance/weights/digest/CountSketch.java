package dev.provenance.weights.digest;

import dev.provenance.internal.SplitMix64;
import java.util.Arrays;

/**
 * The sums behind a {@link Sketch}, of the elements of one tensor in order. Buckets and signs come from the element's index
 * alone, by one hash for {@value #PER_HASH} elements: 13 bits choose bucket and sign, so that no regular pattern of
 * heavy elements, such as a column, shares a bucket. Sums are in double, in the order of the elements.
 */
final class CountSketch {

    /** Elements whose buckets come from one hash. */
    static final int PER_HASH = 4;

    private static final long SEED = 0x736b_6574_6368_2d31L;
    private static final int BUCKETS = 4096;
    private static final int FIELD = Long.SIZE / PER_HASH;
    private static final int MASK = 2 * BUCKETS - 1;

    /** What is added in the lower half, what is subtracted in the upper half. */
    private final double[] sums = new double[2 * BUCKETS];

    private long hashes;

    void clear() {
        Arrays.fill(sums, 0);
        hashes = 0;
    }

    /** Adds the next elements; all calls but the last bring a multiple of {@value #PER_HASH}. */
    void add(double[] elements, int count) {
        int whole = count - count % PER_HASH;
        long index = hashes;
        for (int i = 0; i < whole; i += PER_HASH) {
            long hash = SplitMix64.at(SEED, index++);
            sums[(int) hash & MASK] += elements[i];
            sums[(int) (hash >>> FIELD) & MASK] += elements[i + 1];
            sums[(int) (hash >>> (2 * FIELD)) & MASK] += elements[i + 2];
            sums[(int) (hash >>> (3 * FIELD)) & MASK] += elements[i + 3];
        }
        for (int i = whole; i < count; i++) {
            sums[(int) (SplitMix64.at(SEED, index) >>> ((i - whole) * FIELD)) & MASK] += elements[i];
        }
        hashes = index;
    }

    /** The buckets. Not finite where an element is not, or where a sum leaves the range of double. */
    double[] buckets() {
        double[] buckets = new double[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i] = sums[i] - sums[i + BUCKETS];
        }
        return buckets;
    }
}
