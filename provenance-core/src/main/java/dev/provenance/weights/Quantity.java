package dev.provenance.weights;

import dev.provenance.message.Message;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A number, or the reason why there is none: the cosine with an all-zero tensor is undefined, neither 0 nor NaN.
 *
 * @param number the number; NaN where undefined
 * @param reason why it is undefined; null where it is defined
 */
public record Quantity(double number, @Nullable Message reason) {

    public Quantity {
        if ((reason == null) != Double.isFinite(number)) {
            throw new IllegalArgumentException(
                    "A quantity is a finite number or has a reason: number " + number + ", reason " + reason);
        }
    }

    public static Quantity of(double number) {
        return new Quantity(number, null);
    }

    public static Quantity undefined(Message reason) {
        return new Quantity(Double.NaN, reason);
    }

    public boolean isDefined() {
        return reason == null;
    }

    /**
     * The number.
     *
     * @throws IllegalStateException where it is undefined
     */
    public double value() {
        if (reason != null) {
            throw new IllegalStateException("Undefined: " + reason);
        }
        return number;
    }

    /** Why there is no number, where there is none. */
    public Optional<Message> undefinedBecause() {
        return Optional.ofNullable(reason);
    }
}
