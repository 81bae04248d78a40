/** From measured signs to the name of a relation, for one base and for a panel of several. */
@NullMarked
package dev.provenance.lineage.internal.relation;

import org.jspecify.annotations.NullMarked;
