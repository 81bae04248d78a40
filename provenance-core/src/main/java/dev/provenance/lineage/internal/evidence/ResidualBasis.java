package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.SharedTokens;
import dev.provenance.lineage.internal.matching.Assignment;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.matrix.PolarFactor;
import dev.provenance.lineage.internal.matrix.Products;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the places of the base's residual stream lie in the suspect's: a row x of the base is {@code x·R} there. R is the
 * orthogonal Procrustes solution of the shared tokens' embeddings (Schönemann 1966), {@code UVᵀ} of
 * {@code svd(E_baseᵀ·E_suspect)}. By itself it says nothing: independent models fit to 0.4 or 0.6. Whether it holds is for a
 * test on tensors that it was not fitted to.
 *
 * <p>Costs {@code 2·T·d²} operations for T = 2d tokens and the polar factor's: at d = 2,048 half a minute on one core.
 *
 * @param kind what R is
 * @param map R; null where it is the identity
 */
record ResidualBasis(Kind kind, @Nullable Matrix map) {

    /** What relates the two residual streams. */
    enum Kind {
        SAME,
        /** A permutation of the places, perhaps with signs. */
        PERMUTED,
        ROTATED
    }

    static final ResidualBasis SAME = new ResidualBasis(Kind.SAME, null);

    private static final int TOKENS = 4096;

    /** Empty where widths differ or there are fewer shared tokens than places. */
    static Optional<ResidualBasis> of(
            CanonicalModel base, CanonicalModel suspect, SharedTokens tokens, VerdictPolicy policy) throws IOException {
        if (base.embedding().isEmpty() || suspect.embedding().isEmpty()) {
            return Optional.empty();
        }
        var ofBase = base.embedding().get();
        var ofSuspect = suspect.embedding().get();
        int width = Math.toIntExact(ofBase.columns());
        SharedTokens shared = tokens.within(ofBase.rows(), ofSuspect.rows(), Math.max(TOKENS, 2 * width));
        if (ofSuspect.columns() != width || shared.count() < width) {
            return Optional.empty();
        }
        Matrix cross = Products.transposedTimes(
                CanonicalModel.rows(ofBase, shared.base()).centreColumns(),
                CanonicalModel.rows(ofSuspect, shared.suspect()).centreColumns());
        return Optional.of(of(PolarFactor.of(cross), policy.closeToPermutation()));
    }

    /** @param closeToPermutation mean of |R| at the places of the best permutation, from which on R is that permutation */
    static ResidualBasis of(Matrix rotation, double closeToPermutation) {
        int width = rotation.rows();
        Matrix sizes = Matrix.zeros(width, width);
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                sizes.row(i)[j] = Math.abs(rotation.at(i, j));
            }
        }
        int[] places = Assignment.largest(sizes);
        double fit = 0;
        boolean same = true;
        Matrix permutation = Matrix.zeros(width, width);
        for (int i = 0; i < width; i++) {
            fit += sizes.at(i, places[i]) / width;
            permutation.row(i)[places[i]] = Math.signum(rotation.at(i, places[i]));
            same &= places[i] == i && rotation.at(i, i) > 0;
        }
        if (fit < closeToPermutation) {
            return new ResidualBasis(Kind.ROTATED, rotation);
        }
        return same ? SAME : new ResidualBasis(Kind.PERMUTED, permutation);
    }

    /** Rows of the base in the suspect's basis. */
    Matrix apply(Matrix rows) {
        return map == null ? rows : Products.times(rows, map);
    }
}
