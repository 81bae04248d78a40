package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.matrix.Matrix;
import java.util.Arrays;

/**
 * Rows of one kind of tensor of a layer of the suspect, and the rows of the base that they are held against, in the
 * suspect's basis.
 *
 * @param layer number of the suspect's layer; −1 outside of layers
 * @param kind which tensor
 * @param numbers of the suspect's rows
 * @param base the base's rows, aligned
 * @param suspect the suspect's rows
 * @param moved whether rows have other numbers in the base
 * @param raw the measures of the rows of equal numbers as they are stored; of no elements where shapes differ
 * @param aligned the measures after alignment
 * @param rounded whether the aligned rows are each other's, but for {@link Rounding}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record AlignedRows(
        int layer,
        TensorKind kind,
        int[] numbers,
        Matrix base,
        Matrix suspect,
        boolean moved,
        Agreement raw,
        Agreement aligned,
        boolean rounded) {

    private static final int KEPT = 16;

    /** Whether rows of attention have another order than in the base: heads, or the layout of their rotation. */
    boolean isReorderedAttention() {
        return moved
                && kind.group() != TensorKind.Group.MLP
                && kind.group() != TensorKind.Group.EMBEDDING
                && kind.group() != TensorKind.Group.HEAD;
    }

    /** Without all but a few rows, for what is kept of a pair. */
    AlignedRows thin() {
        int[] kept = CanonicalModel.evenly(numbers.length, KEPT);
        return new AlignedRows(
                layer,
                kind,
                Arrays.stream(kept).map(i -> numbers[i]).toArray(),
                base.select(kept),
                suspect.select(kept),
                moved,
                raw,
                aligned,
                rounded);
    }

    static final Agreement NO_RAW = new Agreement(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
