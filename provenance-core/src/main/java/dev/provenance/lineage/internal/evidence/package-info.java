/** Tests of shared weights, each held against a null that it states. */
@NullMarked
package dev.provenance.lineage.internal.evidence;

import org.jspecify.annotations.NullMarked;
