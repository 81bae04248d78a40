/** The architectures of well-known open models, as facts with their sources, and how common each value is among them. */
@NullMarked
package dev.provenance.architecture.catalogue;

import org.jspecify.annotations.NullMarked;
