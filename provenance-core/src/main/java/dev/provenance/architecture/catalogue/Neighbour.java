package dev.provenance.architecture.catalogue;

import dev.provenance.architecture.ArchitectureField;
import java.util.List;

/**
 * A known model that is built like another one.
 *
 * @param model the known model
 * @param agree fields of the text component that are known of both and equal
 * @param differ fields that are known of both and are not
 * @param likeness from 0 to 1: the share of the agreeing fields in what all fields that both have tell
 */
public record Neighbour(
        KnownModel model, List<ArchitectureField> agree, List<ArchitectureField> differ, double likeness) {

    /** Copies the lists. */
    public Neighbour {
        agree = List.copyOf(agree);
        differ = List.copyOf(differ);
    }
}
