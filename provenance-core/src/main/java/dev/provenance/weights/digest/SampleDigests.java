package dev.provenance.weights.digest;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * Which bytes a sample read: digests of its windows, taken from the bytes that the sums were taken from. Whoever has the files
 * can make them again from the seed, the fraction, the window and the tensor's name in the base; {@code docs/sampling.md} says
 * how. Of a tensor that was read whole it is the SHA-256 of all its bytes.
 *
 * <p>They cover what the direct measures rest on, not the rows that the tests read.
 *
 * @param base SHA-256 of the base's digests in {@code pairs}, 32 bytes each, in their order
 * @param suspect the same of the suspect's
 * @param pairs every pair of tensors, in the order in which the report has them
 */
public record SampleDigests(String base, String suspect, List<Pair> pairs) {

    /**
     * The digests of one pair, in lower-case hexadecimal: SHA-256 of the windows' bytes as stored, one after another in the
     * order of the plan.
     *
     * @param base of the base's tensor, or the part of it that was compared
     * @param suspect of the suspect's
     */
    public record Pair(String base, String suspect) {}

    public SampleDigests {
        pairs = List.copyOf(pairs);
    }

    /** The digests of a sample from those of its pairs. */
    public static SampleDigests of(List<Pair> pairs) {
        return new SampleDigests(digest(pairs, Pair::base), digest(pairs, Pair::suspect), pairs);
    }

    private static String digest(List<Pair> pairs, Function<Pair, String> side) {
        Hasher all = Hashing.sha256().newHasher();
        for (Pair pair : pairs) {
            all.putBytes(HexFormat.of().parseHex(side.apply(pair)));
        }
        return all.hash().toString();
    }
}
