package dev.provenance.architecture.catalogue;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.ArchitectureSpec;
import java.util.Set;

/**
 * A model of the catalogue.
 *
 * @param name organisation and name, as it is published
 * @param family what it is a variant of: quantised, tuned and renamed copies of one model count once
 * @param standing how its facts are known
 * @param source where they are from
 * @param remembered fields whose values are less certain than the standing says, and count for nothing
 * @param spec its architecture
 */
public record KnownModel(
        String name,
        String family,
        Standing standing,
        String source,
        Set<ArchitectureField> remembered,
        ArchitectureSpec spec) {

    /** How facts are known. */
    public enum Standing {
        /** From the maker's own file. */
        OFFICIAL,
        /** From a copy of it: a derivative's file, a library's default, a test. */
        COPY,
        /** From somebody's description. Counts for nothing. */
        SECONDARY,
        /** From memory. Counts for nothing. */
        REMEMBERED
    }

    /** Copies the set. */
    public KnownModel {
        remembered = Set.copyOf(remembered);
    }

    /** Whether the value that the model has for a field may say how common that value is. */
    public boolean counts(ArchitectureField field) {
        return (standing == Standing.OFFICIAL || standing == Standing.COPY) && !remembered.contains(field);
    }
}
