package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.VerdictPolicy;

/**
 * What the embeddings of shared tokens, or the rows of the heads, have in common.
 *
 * @param centredCosine NaN where they cannot be compared
 * @param significant whether their agreement is, over the places of the residual stream
 * @param trained whether the rows of both are more uneven than numbers drawn one by one, and alike where they are
 */
public record TokenPart(double centredCosine, boolean significant, boolean trained) {

    /** Whether they are as alike as the same part is, which random numbers of one seed are too. */
    boolean isAlike(VerdictPolicy policy) {
        return significant && centredCosine >= policy.partCorrelation();
    }
}
