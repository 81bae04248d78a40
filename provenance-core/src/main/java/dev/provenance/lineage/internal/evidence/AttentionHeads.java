package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.matching.Assignment;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.matrix.Products;
import dev.provenance.lineage.internal.statistics.LogProbability;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fixed-point test on the units of attention: the rows of the value projection within each head. Their numbering
 * within a head carries nothing (that of queries and keys does, where positions are rotated in), so each head is tested by
 * itself, and with g heads the chance of k fixed points or more is at most {@code gᵏ/k!}.
 *
 * <p>Whole heads are too few to be units of a test. Where a layer of the base was found by its MLP and the heads of equal
 * number do not agree, heads are assigned to each other by their keys, which tells nothing of the numbering of values within
 * a head: the bound holds, doubled for the choice.
 *
 * <p>Costs {@code 2·v·s·d} operations for v rows in heads of s; to assign heads another {@code 2·16·g·v·d}. Holds the value
 * projections of both layers, and their keys.
 *
 * @param units rows that were looked at
 * @param fixed those that are mutually nearest to the row of their number in their head
 * @param heads heads of values
 * @param moved heads that have another number in the base
 * @param log10P decimal logarithm of the bound
 */
record AttentionHeads(int units, int fixed, int heads, int moved, double log10P) {

    /** Rows of a head by which it is assigned. */
    private static final int KEYS = 16;

    /** Two layers, in the basis and with the norms that the alignment found. */
    record Layers(CanonicalModel base, int baseLayer, CanonicalModel suspect, int suspectLayer) {

        /** A projection of both, the base's in the suspect's basis; empty where they differ in shape. */
        Optional<Sides> read(TensorKind kind, ResidualBasis basis, boolean folded) throws IOException {
            Optional<LogicalTensor> ofBase = base.find(baseLayer, kind);
            Optional<LogicalTensor> ofSuspect = suspect.find(suspectLayer, kind);
            if (ofBase.isEmpty()
                    || ofSuspect.isEmpty()
                    || !ofBase.get().shape().equals(ofSuspect.get().shape())) {
                return Optional.empty();
            }
            int rows = Math.toIntExact(ofBase.get().rows());
            int[] all = CanonicalModel.evenly(rows, rows);
            Matrix left = CanonicalModel.rows(ofBase.get(), all);
            Matrix right = CanonicalModel.rows(ofSuspect.get(), all);
            return Optional.of(new Sides(
                    basis.apply(fold(left, folded, base.norm(baseLayer, TensorKind.ATTENTION_NORM))),
                    fold(right, folded, suspect.norm(suspectLayer, TensorKind.ATTENTION_NORM))));
        }

        private static Matrix fold(Matrix rows, boolean folded, float @Nullable [] norm) {
            return folded && norm != null ? rows.scaleColumns(norm) : rows;
        }
    }

    /** All rows of one projection. */
    record Sides(Matrix base, Matrix suspect) {}

    /**
     * Empty where a layer has no value projection, or shapes differ or do not fit the size of a head.
     *
     * @param sameLayer share of fixed points below which the layers, which are one layer by their MLPs, must have other
     *     heads; 0 for layers that are not known to be one
     */
    static Optional<AttentionHeads> of(
            Layers layers, int headSize, ResidualBasis basis, boolean folded, double sameLayer, long seed)
            throws IOException {
        Optional<Sides> values = layers.read(TensorKind.ATTENTION_VALUE, basis, folded);
        if (values.isEmpty() || values.get().base().rows() % headSize != 0) {
            return Optional.empty();
        }
        int rows = values.get().base().rows();
        int heads = rows / headSize;
        int[] order = CanonicalModel.evenly(heads, heads);
        int fixed = fixed(values.get(), headSize, order, seed);
        if (fixed >= sameLayer * rows || heads == 1) {
            return Optional.of(new AttentionHeads(rows, fixed, heads, 0, LogProbability.ofFixedPoints(fixed, heads)));
        }
        Optional<Sides> keys = layers.read(TensorKind.ATTENTION_KEY, basis, folded);
        int moved = 0;
        if (keys.isPresent() && keys.get().base().rows() == rows) {
            int[] assigned = assigned(keys.get(), headSize);
            int again = fixed(values.get(), headSize, assigned, seed);
            if (again > fixed) {
                fixed = again;
                for (int head = 0; head < heads; head++) {
                    moved += assigned[head] == head ? 0 : 1;
                }
            }
        }
        double log10P = LogProbability.ofBest(LogProbability.ofFixedPoints(fixed, heads), 2);
        return Optional.of(new AttentionHeads(rows, fixed, heads, moved, log10P));
    }

    /** Fixed points within heads of equal number. */
    static int fixed(Matrix base, Matrix suspect, int headSize, long seed) {
        int heads = base.rows() / headSize;
        return fixed(new Sides(base, suspect), headSize, CanonicalModel.evenly(heads, heads), seed);
    }

    private static int fixed(Sides values, int headSize, int[] order, long seed) {
        int fixed = 0;
        for (int head = 0; head < order.length; head++) {
            int from = head * headSize;
            int other = order[head] * headSize;
            fixed += FixedPointTest.fixedPoints(
                    values.base().slice(from, from + headSize), values.suspect().slice(other, other + headSize), seed);
        }
        return fixed;
    }

    /** The suspect's head of each of the base's, by how near its sampled keys are to some key of the other, in any order. */
    private static int[] assigned(Sides keys, int headSize) {
        int heads = keys.base().rows() / headSize;
        int[] inHead = CanonicalModel.evenly(headSize, KEYS);
        int[] sample = new int[heads * inHead.length];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = i / inHead.length * headSize + inHead[i % inHead.length];
        }
        Matrix cosines = Products.timesTransposed(
                keys.base().select(sample).normaliseRows(), keys.suspect().normaliseRows());
        Matrix gains = Matrix.zeros(heads, heads);
        for (int i = 0; i < sample.length; i++) {
            float[] row = cosines.row(i);
            for (int other = 0; other < heads; other++) {
                float best = 0;
                for (int j = other * headSize; j < (other + 1) * headSize; j++) {
                    best = Math.max(best, Math.abs(row[j]));
                }
                gains.row(i / inHead.length)[other] += best;
            }
        }
        return Assignment.largest(gains);
    }
}
