package dev.provenance.weights.digest;

import java.util.Arrays;
import java.util.HexFormat;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/**
 * {@value #BITS} signs of pseudo-random projections of a tensor: two tensors' <i>raw</i> cosine can be estimated from
 * their sketches alone (Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002). It does not
 * change when a tensor is rescaled, and little when it is rounded to another dtype.
 *
 * <p>The projections: element i, times a pseudo-random sign, is added to one of 4,096 buckets (count-sketch: Charikar,
 * Chen and Farach-Colton, "Finding frequent items in data streams", ICALP 2002); the buckets go through three rounds of
 * random signs and a Hadamard transform (Andoni, Indyk, Laarhoven, Razenshteyn and Schmidt, "Practical and optimal LSH for
 * angular distance", NIPS 2015); the signs of the first {@value #BITS} numbers are the bits. So every bit hears every
 * element: a few heavy ones weigh by what they are, and short tensors need no care for empty buckets. A sum of exactly 0
 * counts as negative.
 *
 * <p>The cosine is the raw one, not centred: tensors of positive numbers, such as norm weights, are alike in any two
 * models. Elements are matched by their index in row-major order, the shorter tensor continued by zeros; shapes are not
 * looked at. The projections are fixed and public: a sketch finds what to compare, it is no proof.
 */
public final class Sketch {

    /** Bits of a sketch. */
    public static final int BITS = 1024;

    /** Names the projections; whatever changes a bit of any tensor's sketch must change it. */
    private static final String VERSION = "simhash1024.v1:";

    private static final double CONFIDENCE = 0.95;

    private final long[] words;

    /** An interval for a cosine. */
    public record CosineInterval(double low, double high) {}

    /** Bit i is bit i mod 64 of word i / 64, counted from the lowest. */
    Sketch(long[] words) {
        if (words.length != BITS / Long.SIZE) {
            throw new IllegalArgumentException("expected " + BITS / Long.SIZE + " words, actual " + words.length);
        }
        this.words = words.clone();
    }

    /** Number of bits in which the two differ. */
    public int hamming(Sketch other) {
        int differing = 0;
        for (int i = 0; i < words.length; i++) {
            differing += Long.bitCount(words[i] ^ other.words[i]);
        }
        return differing;
    }

    /**
     * Estimate of the raw cosine of the two tensors, {@code cos(π·hamming/bits)}: exactly 1 for equal sketches. The
     * standard error is about {@code π·sin θ·√(p(1 − p)/bits)} with {@code θ = arccos(cosine), p = θ/π}: 0.05 at cosine 0,
     * 0.015 at 0.9, 0.003 at 0.99.
     */
    public double cosine(Sketch other) {
        return cosine((double) hamming(other) / BITS);
    }

    /**
     * Interval of the estimate, 95 %: Wilson's for the share of differing bits, taken as independent (Wilson, "Probable
     * inference", J. Am. Stat. Assoc. 22, 1927), through the same cosine.
     */
    public CosineInterval cosineInterval(Sketch other) {
        ConfidenceInterval share = new WilsonScoreInterval().createInterval(BITS, hamming(other), CONFIDENCE);
        return new CosineInterval(
                cosine(Math.min(1, share.getUpperBound())), cosine(Math.max(0, share.getLowerBound())));
    }

    /** cos(π·share), in the form that is exact at 0, ½ and 1; strict, so that reports are equal on all machines. */
    private static double cosine(double share) {
        return StrictMath.sin(StrictMath.PI * (0.5 - share));
    }

    /**
     * The sketch of a {@link #text()}.
     *
     * @throws IllegalArgumentException if the text is none, or of other projections than this version's
     */
    public static Sketch parse(String text) {
        int digits = BITS / 4;
        if (!text.startsWith(VERSION)) {
            throw new IllegalArgumentException("Sketch: expected '" + VERSION + "' and " + digits
                    + " hex digits, actual '" + abbreviated(text)
                    + "'. Sketches of other versions cannot be compared: digest the model again.");
        }
        String hex = text.substring(VERSION.length());
        if (hex.length() != digits || !hex.chars().allMatch(Sketch::isLowerCaseHexDigit)) {
            throw new IllegalArgumentException("Sketch: expected " + digits + " lower-case hex digits after '" + VERSION
                    + "', actual " + hex.length() + " characters '" + abbreviated(hex) + "'.");
        }
        long[] words = new long[BITS / Long.SIZE];
        for (int i = 0; i < words.length; i++) {
            words[i] = HexFormat.fromHexDigitsToLong(hex, 16 * i, 16 * (i + 1));
        }
        return new Sketch(words);
    }

    private static boolean isLowerCaseHexDigit(int character) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
    }

    private static String abbreviated(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    /** The sketch as text for reports, with the version of its projections; {@link #parse} reads it. */
    public String text() {
        StringBuilder text = new StringBuilder(VERSION);
        for (long word : words) {
            text.append(HexFormat.of().toHexDigits(word));
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sketch sketch && Arrays.equals(words, sketch.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    /** The same as {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}
