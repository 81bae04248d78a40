package dev.provenance.architecture.match;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.catalogue.Rarity;
import java.util.Optional;

/**
 * One field of two architectures.
 *
 * @param field which
 * @param base the base's value; empty where it is not known
 * @param suspect the suspect's value; empty where it is not known
 * @param rarity how common the value is on which they agree; empty where they do not, or it says nothing
 */
public record FieldMatch(
        ArchitectureField field, Optional<String> base, Optional<String> suspect, Optional<Rarity> rarity) {

    /** How two values compare. */
    public enum Outcome {
        EQUAL,
        DIFFERENT,
        /** One is not known, or the architecture does not have it. */
        ABSENT
    }

    /** How the two values compare. */
    public Outcome outcome() {
        if (base.isEmpty() || suspect.isEmpty()) {
            return Outcome.ABSENT;
        }
        return base.equals(suspect) ? Outcome.EQUAL : Outcome.DIFFERENT;
    }
}
