package dev.provenance.lineage.internal.exhibit;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.SharedTokens;
import dev.provenance.lineage.internal.matrix.Matrix;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rows of the input embeddings of the same tokens, their mean taken out.
 *
 * @param base rows of the base
 * @param suspect rows of the suspect, in the same order; their width may be another
 */
record SharedEmbeddings(Matrix base, Matrix suspect) {

    /** At most so many rows; none where a model has no embedding. Rows that are not finite are left out. */
    static SharedEmbeddings of(CanonicalModel base, CanonicalModel suspect, SharedTokens tokens, int most)
            throws IOException {
        Optional<LogicalTensor> ofBase = base.embedding();
        Optional<LogicalTensor> ofSuspect = suspect.embedding();
        if (ofBase.isEmpty() || ofSuspect.isEmpty()) {
            return new SharedEmbeddings(Matrix.zeros(0, 0), Matrix.zeros(0, 0));
        }
        SharedTokens shared = tokens.within(ofBase.get().rows(), ofSuspect.get().rows(), most);
        Matrix left = CanonicalModel.rows(ofBase.get(), shared.base());
        Matrix right = CanonicalModel.rows(ofSuspect.get(), shared.suspect());
        int[] finite = IntStream.range(0, shared.count())
                .filter(i -> isFinite(left.row(i)) && isFinite(right.row(i)))
                .toArray();
        return new SharedEmbeddings(
                left.select(finite).centreColumns(), right.select(finite).centreColumns());
    }

    private static boolean isFinite(float[] row) {
        for (float value : row) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    int count() {
        return base.rows();
    }

    SharedEmbeddings first(int most) {
        int[] kept = CanonicalModel.evenly(count(), most);
        return new SharedEmbeddings(base.select(kept), suspect.select(kept));
    }
}
