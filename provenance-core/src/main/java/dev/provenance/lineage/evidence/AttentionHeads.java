package dev.provenance.lineage.evidence;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.canonical.CanonicalModel;
import dev.provenance.lineage.matrix.Matrix;
import dev.provenance.lineage.statistics.LogProbability;
import java.io.IOException;
import java.util.Optional;

/**
 * The fixed-point test on the units of attention: the rows of the value projection within each head. Their numbering
 * within a head carries nothing (that of queries and keys does, where positions are rotated in), so each head is matched by
 * itself, and with g heads the chance of k fixed points or more is at most {@code gᵏ/k!}. Costs {@code 2·v·s·d} operations
 * for v rows in heads of s.
 *
 * @param units rows that were looked at
 * @param fixed those that are mutually nearest to the row of their number in their head
 * @param heads heads of values
 * @param log10P decimal logarithm of the bound
 */
record AttentionHeads(int units, int fixed, int heads, double log10P) {

    /** Empty where a layer has no value projection, or shapes differ or do not fit the size of a head. */
    static Optional<AttentionHeads> of(
            CanonicalModel base, int baseLayer, CanonicalModel suspect, int suspectLayer, int headSize, long seed)
            throws IOException {
        Optional<LogicalTensor> ofBase = base.find(baseLayer, TensorKind.ATTENTION_VALUE);
        Optional<LogicalTensor> ofSuspect = suspect.find(suspectLayer, TensorKind.ATTENTION_VALUE);
        if (ofBase.isEmpty()
                || ofSuspect.isEmpty()
                || !ofBase.get().shape().equals(ofSuspect.get().shape())
                || ofBase.get().rows() % headSize != 0) {
            return Optional.empty();
        }
        int rows = Math.toIntExact(ofBase.get().rows());
        int[] all = CanonicalModel.evenly(rows, rows);
        Matrix left = CanonicalModel.rows(ofBase.get(), all);
        Matrix right = CanonicalModel.rows(ofSuspect.get(), all);
        int fixed = 0;
        for (int from = 0; from < rows; from += headSize) {
            fixed += FixedPointTest.fixedPoints(
                    left.slice(from, from + headSize), right.slice(from, from + headSize), seed);
        }
        int heads = rows / headSize;
        return Optional.of(new AttentionHeads(rows, fixed, heads, LogProbability.ofFixedPoints(fixed, heads)));
    }
}
