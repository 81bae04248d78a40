package dev.provenance.architecture.match;

import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.catalogue.ModelCatalogue;

/** Holds two architectures against each other. */
public interface ArchitectureMatcher {

    /**
     * Field by field and kind of tensor by kind of tensor, per component.
     *
     * @param base the architecture of the possible origin
     * @param suspect the architecture under examination
     */
    ArchitectureMatch match(ArchitectureSpec base, ArchitectureSpec suspect);

    /** Tells how much an agreement says from the models of a catalogue. */
    static ArchitectureMatcher with(ModelCatalogue catalogue) {
        return new CatalogueMatcher(catalogue);
    }
}
