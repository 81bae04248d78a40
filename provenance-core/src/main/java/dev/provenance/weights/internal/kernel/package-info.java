/**
 * Internal: the inner loops. Pairs of equally long runs of numbers in, sums over fixed virtual lanes out, merged in a
 * fixed order, so that every kernel, vector width and thread count gives the same bits.
 */
@NullMarked
package dev.provenance.weights.internal.kernel;

import org.jspecify.annotations.NullMarked;
