/** P-values in logarithms, from exact bounds and permutations. */
@NullMarked
package dev.provenance.lineage.internal.statistics;

import org.jspecify.annotations.NullMarked;
