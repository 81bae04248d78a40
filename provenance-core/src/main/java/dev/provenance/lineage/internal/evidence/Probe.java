package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.SharedTokens;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.matrix.Products;
import dev.provenance.lineage.internal.matrix.SketchedSpectrum;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the units of both models are asked: the columns of X in {@code W·X}. Units that answer alike are alike.
 *
 * @param base X of the base; null for the identity
 * @param suspect X of the suspect, with as many columns
 * @param folded whether the norm before the MLP is multiplied in
 */
record Probe(@Nullable Matrix base, @Nullable Matrix suspect, boolean folded) {

    /** Columns of the random projection that stands for the weights themselves where rows are longer. */
    private static final int PROJECTED = 256;
    /** Tokens of the embedding probe. */
    static final int TOKENS = 512;
    /** Fewer tokens tell units hardly apart. */
    private static final int FEWEST_TOKENS = 64;

    /**
     * The weights themselves, or where rows are longer than {@value #PROJECTED} one random projection of both models: blind
     * to a change of basis, in need of no tokenizer. Empty where the models' widths differ.
     */
    static Optional<Probe> direct(int baseWidth, int suspectWidth, long seed) {
        if (baseWidth != suspectWidth) {
            return Optional.empty();
        }
        if (baseWidth <= PROJECTED) {
            return Optional.of(new Probe(null, null, false));
        }
        Matrix projection = SketchedSpectrum.gaussian(baseWidth, PROJECTED, seed);
        return Optional.of(new Probe(projection, projection, false));
    }

    /**
     * Embeddings of the tokens that both have, scaled to root mean square 1, their mean taken out (which centres the
     * answers): what the first layer's norm makes of them. A rotation of the residual stream, permuted units and folded
     * norms leave the answers as they are. Empty where too few tokens are shared.
     */
    static Optional<Probe> ofEmbeddings(CanonicalModel base, CanonicalModel suspect, SharedTokens tokens)
            throws IOException {
        Optional<LogicalTensor> ofBase = base.embedding();
        Optional<LogicalTensor> ofSuspect = suspect.embedding();
        if (ofBase.isEmpty() || ofSuspect.isEmpty()) {
            return Optional.empty();
        }
        SharedTokens shared = tokens.within(ofBase.get().rows(), ofSuspect.get().rows(), TOKENS);
        if (shared.count() < FEWEST_TOKENS) {
            return Optional.empty();
        }
        return Optional.of(
                new Probe(columns(ofBase.get(), shared.base()), columns(ofSuspect.get(), shared.suspect()), true));
    }

    /**
     * The weights in the basis that the embeddings gave; a random projection of both where rows are longer than
     * {@value #TOKENS}.
     *
     * @param width of the suspect's rows
     */
    static Probe heldOut(ResidualBasis basis, int width, boolean folded, long seed) {
        @Nullable Matrix rotation = basis.map();
        Matrix projection = width <= TOKENS ? null : SketchedSpectrum.gaussian(width, TOKENS, seed);
        @Nullable
        Matrix ofBase = rotation == null || projection == null
                ? rotation == null ? projection : rotation
                : Products.times(rotation, projection);
        return new Probe(ofBase, projection, folded);
    }

    private static Matrix columns(LogicalTensor embedding, int[] rows) throws IOException {
        return CanonicalModel.rows(embedding, rows)
                .normaliseRows()
                .centreColumns()
                .transpose();
    }
}
