/** Which row of one matrix is which of another. */
@NullMarked
package dev.provenance.lineage.internal.matching;

import org.jspecify.annotations.NullMarked;
