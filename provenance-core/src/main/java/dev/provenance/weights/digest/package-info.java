/**
 * Digests of tensors: what tells, without the other model at hand, that two tensors are the same bytes (SHA-256) or nearly
 * the same direction (a sketch).
 */
@NullMarked
package dev.provenance.weights.digest;

import org.jspecify.annotations.NullMarked;
