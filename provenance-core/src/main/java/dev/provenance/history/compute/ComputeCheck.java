package dev.provenance.history.compute;

import dev.provenance.message.Message;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One declared quantity against what the others make of it.
 *
 * @param quantity which
 * @param declared what is declared, in the quantity's unit; empty where nothing is
 * @param plausible what would be; empty where nothing tells
 * @param outcome what follows
 * @param reason a sentence for a reader
 */
public record ComputeCheck(
        Quantity quantity, OptionalDouble declared, Optional<Range> plausible, Outcome outcome, Message reason) {

    /** What can be declared. */
    public enum Quantity {
        /** Parameters that a token passes. */
        ACTIVE_PARAMETERS,
        /** Floating-point operations of the whole run. */
        FLOPS,
        /** Hours of all devices together. */
        DEVICE_HOURS,
        /** Days from first to last step. */
        DAYS
    }

    /** What a declaration is worth. */
    public enum Outcome {
        /** Within what the arithmetic gives. */
        PLAUSIBLE,
        /** Less than usual, though possible. */
        UNUSUALLY_LITTLE,
        /** More than usual: restarts and other runs are often counted in. */
        UNUSUALLY_MUCH,
        /** Less than the devices can do at all. */
        IMPOSSIBLE,
        /** Not declared, or nothing to hold it against. */
        NOT_KNOWN
    }
}
