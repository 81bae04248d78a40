package dev.provenance.weights;

import dev.provenance.internal.SplitMix64;
import java.nio.charset.StandardCharsets;

/** Numbers that look random and depend on a seed, a name and an index alone, so that anybody can draw them again. */
final class SeededHash {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private SeededHash() {}

    /** The key of a name under a seed. */
    static long key(long seed, String name) {
        return SplitMix64.mix(SplitMix64.at(seed, 0) ^ fnv1a(name));
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
        return Math.unsignedMultiplyHigh(SplitMix64.at(key, index), bound);
    }
}
