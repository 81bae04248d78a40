/** From measured signs to the name of a relation, for one base and for a panel of several. */
@NullMarked
package dev.provenance.lineage.relation;

import org.jspecify.annotations.NullMarked;
