package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.SharedTokens;
import dev.provenance.lineage.internal.statistics.JointPermutation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the tests of one pair of models measured.
 *
 * @param byWeights the match test on weights; null where widths differ
 * @param byEmbeddings the match test on embeddings; null where too few tokens are shared
 * @param map layers to layers
 * @param basis how the residual streams lie; empty where it would have to be found and cannot be
 * @param heldOut the match test on weights in that basis, where it is not the same
 * @param folded whether norms were multiplied in
 * @param suspectFolded whether the suspect's norms are constant
 * @param rows aligned rows of matched layers, a few of each
 * @param embedding of shared tokens
 * @param head of shared tokens
 * @param norms agreement of norm weights
 * @param trained whether both models show that they were trained, by {@link TrainingSigns}
 * @param reusedUnits whether the MLPs are the base's, by {@link ReusedUnits}
 * @param embeddingTest of the embeddings over the places of the residual stream
 * @param headTest of the heads
 * @param fixedPoints by layer
 * @param heads by layer
 * @param adapter ranks of the changes; empty where nothing matches in place
 * @param gridBits as in {@link Traits}
 * @param limit what would have been found; empty where layers match, or no layer can be mixed
 * @param rowsByName the test for what is no transformer; empty where MLPs could be matched, or the text model is not meant
 * @param repetition the suspect held against itself; of the text model alone
 */
record PairResults(
        CanonicalModel base,
        CanonicalModel suspect,
        SharedTokens tokens,
        @Nullable LayerMatching byWeights,
        @Nullable LayerMatching byEmbeddings,
        LayerMap map,
        Optional<ResidualBasis> basis,
        @Nullable LayerMatching heldOut,
        boolean folded,
        boolean suspectFolded,
        List<AlignedRows> rows,
        Optional<AlignedRows> embedding,
        Optional<AlignedRows> head,
        Optional<NormVectors.Result> norms,
        boolean trained,
        boolean reusedUnits,
        Optional<JointPermutation> embeddingTest,
        Optional<JointPermutation> headTest,
        List<FixedPointTest> fixedPoints,
        List<AttentionHeads> heads,
        Optional<AdapterRank> adapter,
        int gridBits,
        Optional<DetectionLimit> limit,
        Optional<RowAgreement> rowsByName,
        Repetition repetition) {

    PairResults {
        rows = List.copyOf(rows);
        fixedPoints = List.copyOf(fixedPoints);
        heads = List.copyOf(heads);
    }
}
