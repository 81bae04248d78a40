package dev.provenance.lineage;

import dev.provenance.message.Message;

/**
 * One number that decides, with where it comes from.
 *
 * @param name as in {@link VerdictPolicy} and in a report's JSON
 * @param value the number in force
 * @param standard the number that comes with the library
 * @param meaning what it decides, and in which unit
 * @param source what it was measured on, or why it is what it is
 */
public record Threshold(String name, double value, double standard, Message meaning, Message source) {

    /** Whether a user put another number in its place. */
    public boolean isReplaced() {
        return value != standard;
    }
}
