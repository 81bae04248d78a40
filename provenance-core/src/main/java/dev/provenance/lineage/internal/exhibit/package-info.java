/**
 * What analyses by hand looked at, each measure beside its null: shown because it is often quoted, counted nowhere.
 */
@NullMarked
package dev.provenance.lineage.internal.exhibit;

import org.jspecify.annotations.NullMarked;
