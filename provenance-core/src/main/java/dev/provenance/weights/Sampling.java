package dev.provenance.weights;

import dev.provenance.message.Message;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How much of each pair of tensors is read: everything, or windows of consecutive elements, spread evenly over the tensor
 * and chosen by the seed. A tensor of {@code W} windows gives {@code max(8, round(fraction·W))} of them; where these would
 * be all, and where the tensor has fewer than 8, it is read whole. The choice depends on the seed, the tensor's name
 * and size, the fraction and the window, on nothing else.
 *
 * @param fraction share of each tensor's windows that is read, in (0, 1]; empty where everything or a budget is set
 * @param bytes budget of bytes of both models together; empty where everything or a fraction is set
 * @param seed chooses the windows
 * @param windowElements elements of a window, a multiple of {@value #WINDOW_STEP}
 */
public record Sampling(OptionalDouble fraction, OptionalLong bytes, long seed, int windowElements) {

    /** Windows are multiples of this many elements. */
    public static final int WINDOW_STEP = 2048;

    private static final long DEFAULT_SEED = 0;
    private static final int DEFAULT_WINDOW = 1 << 16;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of its range, or both a fraction and a budget are set
     */
    public Sampling {
        if (fraction.isPresent() && bytes.isPresent()) {
            throw new IllegalArgumentException("sampling: expected a fraction or a budget of bytes, actual both, "
                    + fraction.getAsDouble() + " and " + bytes.getAsLong() + ".");
        }
        fraction.ifPresent(share -> {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "sampling fraction: expected a number above 0, at most 1, actual " + share + ".");
            }
        });
        bytes.ifPresent(budget -> {
            if (budget < 1) {
                throw new IllegalArgumentException("sampling bytes: expected at least 1, actual " + budget + ".");
            }
        });
        if (windowElements < WINDOW_STEP || windowElements % WINDOW_STEP != 0) {
            throw new IllegalArgumentException("sampling windowElements: expected a multiple of " + WINDOW_STEP
                    + ", actual " + windowElements + ".");
        }
    }

    /** Every element of every pair. */
    public static Sampling everything() {
        return new Sampling(OptionalDouble.empty(), OptionalLong.empty(), DEFAULT_SEED, DEFAULT_WINDOW);
    }

    /**
     * A share of the windows of each tensor, at least 8 of them; 1 is everything.
     *
     * @throws IllegalArgumentException if it is not above 0 and at most 1
     */
    public static Sampling fraction(double fraction) {
        return new Sampling(OptionalDouble.of(fraction), OptionalLong.empty(), DEFAULT_SEED, DEFAULT_WINDOW);
    }

    /**
     * A budget of bytes over all pairs, of both models together, turned into the fraction that it is of the pairs' bytes.
     * It is an aim, not a limit: every tensor still gives at least 8 windows, and a small one all of its elements.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public static Sampling bytes(long bytes) {
        return new Sampling(OptionalDouble.empty(), OptionalLong.of(bytes), DEFAULT_SEED, DEFAULT_WINDOW);
    }

    /** This sampling with another seed; the default is {@value #DEFAULT_SEED}. */
    public Sampling seed(long seed) {
        return new Sampling(fraction, bytes, seed, windowElements);
    }

    /**
     * This sampling with windows of another size; the default is 65,536 elements.
     *
     * @throws IllegalArgumentException if it is not a multiple of {@value #WINDOW_STEP} and at least that
     */
    public Sampling windowElements(int windowElements) {
        return new Sampling(fraction, bytes, seed, windowElements);
    }

    /** Neither a fraction nor a budget is set. */
    public boolean isEverything() {
        return fraction.isEmpty() && bytes.isEmpty();
    }

    /** For a reader in any language. */
    public Message message() {
        if (fraction.isPresent()) {
            return Message.of("weights.sampledFraction", Double.toString(fraction.getAsDouble()), seed, windowElements);
        }
        return bytes.isPresent()
                ? Message.of("weights.sampledBytes", bytes.getAsLong(), seed, windowElements)
                : Message.of("weights.readWhole", seed, windowElements);
    }

    /** The message in English. */
    @Override
    public String toString() {
        return message().toString();
    }

    /** The share of each tensor's windows that is read. */
    double share(List<TensorPair> pairs) {
        if (bytes.isEmpty()) {
            return fraction.orElse(1);
        }
        double all = pairs.stream().mapToDouble(TensorPair::bytes).sum();
        return Math.min(1, bytes.getAsLong() / all);
    }
}
