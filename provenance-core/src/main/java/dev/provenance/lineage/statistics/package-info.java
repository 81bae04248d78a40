/** P-values in logarithms, from exact bounds and permutations. */
@NullMarked
package dev.provenance.lineage.statistics;

import org.jspecify.annotations.NullMarked;
