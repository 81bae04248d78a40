package dev.provenance.weights.digest;

/**
 * The numbers of a SplitMix64 generator by index: Steele, Lea and Flood, "Fast splittable pseudorandom number generators"
 * (OOPSLA 2014), fig. 17, with the finaliser's constants as in {@link java.util.SplittableRandom} (Stafford's variant 13).
 */
final class SplitMix64 {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private SplitMix64() {}

    /** What call {@code index + 1} of {@code new SplittableRandom(seed).nextLong()} returns. */
    static long at(long seed, long index) {
        long z = seed + (index + 1) * GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
