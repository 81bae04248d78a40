package dev.provenance.weights;

import java.nio.charset.StandardCharsets;

/** Numbers that look random and depend on a seed, a name and an index alone, so that anybody can draw them again. */
final class SeededHash {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    /** 2⁶⁴ divided by the golden ratio: SplitMix64's increment. */
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private SeededHash() {}

    /** The key of a name under a seed. */
    static long key(long seed, String name) {
        return mix(mix(seed + GOLDEN_GAMMA) ^ fnv1a(name));
    }

    /** Fowler, Noll and Vo's hash 1a of the text in UTF-8, 64 bits (RFC 9923). */
    static long fnv1a(String text) {
        long hash = FNV_OFFSET;
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (unit & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    /** Number {@code index} of the sequence that belongs to a key, from 0 to {@code bound − 1}. */
    static long below(long key, long index, long bound) {
        return Math.unsignedMultiplyHigh(mix(key + (index + 1) * GOLDEN_GAMMA), bound);
    }

    /**
     * The finaliser of SplitMix64: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014),
     * fig. 17, with Stafford's variant 13 of the constants as in {@link java.util.SplittableRandom}.
     */
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
