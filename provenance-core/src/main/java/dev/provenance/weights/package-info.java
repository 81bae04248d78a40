/**
 * Direct comparison of weights: pairs of tensors, streamed once, to cosine, centred cosine, relative L2 and the rest.
 * A similarity is not a finding: {@code dev.provenance.lineage} holds it against a null.
 */
@NullMarked
package dev.provenance.weights;

import org.jspecify.annotations.NullMarked;
