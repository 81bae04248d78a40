/** Writes a {@link dev.provenance.ProvenanceReport} for people and for programs. */
@NullMarked
package dev.provenance.report;

import org.jspecify.annotations.NullMarked;
