package dev.provenance.internal;

/**
 * The numbers of a SplitMix64 generator by index: Steele, Lea and Flood, "Fast splittable pseudorandom number generators"
 * (OOPSLA 2014), fig. 17, with the finaliser's constants as in {@link java.util.SplittableRandom} (Stafford's variant 13).
 */
public final class SplitMix64 {

    /** 2⁶⁴ divided by the golden ratio. */
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private SplitMix64() {}

    /** What call {@code index + 1} of {@code new SplittableRandom(seed).nextLong()} returns. */
    public static long at(long seed, long index) {
        return mix(seed + (index + 1) * GOLDEN_GAMMA);
    }

    /** The finaliser alone: changes about half of the bits where one of its argument changes. */
    public static long mix(long number) {
        long z = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
