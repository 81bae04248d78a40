package dev.provenance;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.ModelTensors;
import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.TensorKind.Group;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.canonical.FirstRows;
import dev.provenance.weights.TensorComparison;
import dev.provenance.weights.TensorSimilarity;
import java.io.IOException;
import java.util.List;

/**
 * Whether weights that are equal were trained: random numbers of one seed are equal too. Norm weights start at a constant, so
 * norms that vary show training. Where none does, because they are folded into the matrices or there are none, the matrices are
 * looked at: numbers drawn one by one give all rows, and all columns, the same energy up to chance.
 *
 * @param normsVary whether a norm varies in both models; then no matrix was read
 * @param matrices matrices that were read
 * @param uneven those whose rows or columns differ by more than the policy's excess
 * @param bytesRead bytes of them
 */
record SignsOfTraining(boolean normsVary, int matrices, int uneven, long bytesRead) {

    /** Relative variance of what is left beside zeros, that is no rounding of sums. */
    private static final double LEAST = 1e-9;

    /** What the norms say; reads nothing. */
    static SignsOfTraining ofNorms(List<TensorComparison> tensors) {
        boolean vary = tensors.stream()
                .anyMatch(tensor -> tensor.role().kind().group() == Group.NORM
                        && showsTraining(
                                tensor.similarity().base(), tensor.similarity().read())
                        && showsTraining(
                                tensor.similarity().suspect(),
                                tensor.similarity().read()));
        return new SignsOfTraining(vary, 0, 0, 0);
    }

    /** Whether numbers vary about their mean, by less than that: those drawn around zero do not. Zeros are padding. */
    private static boolean showsTraining(TensorSimilarity.Side norm, long read) {
        double live = (double) (read - norm.zeros() - norm.nonFinite()) / (read - norm.nonFinite());
        double square = norm.standardDeviation() * norm.standardDeviation() + norm.mean() * norm.mean();
        double variance = square / live - norm.mean() * norm.mean() / (live * live);
        return norm.zeros() == 0
                ? norm.standardDeviation() > 0 && norm.standardDeviation() < Math.abs(norm.mean())
                : variance > LEAST * square && 2 * variance < square / live;
    }

    /**
     * What the norms say, or where none varies the matrices.
     *
     * @param tensors compared tensors of models of which every number is equal
     * @param suspect one of them
     */
    static SignsOfTraining of(List<TensorComparison> tensors, ModelTensors suspect, VerdictPolicy policy)
            throws IOException {
        SignsOfTraining norms = ofNorms(tensors);
        if (norms.normsVary()) {
            return norms;
        }
        List<LogicalTensor> matrices =
                suspect.all().filter(SignsOfTraining::isReadFor).toList();
        int uneven = 0;
        for (LogicalTensor matrix : matrices) {
            uneven += FirstRows.energies(matrix).excess() > policy.drawnExcess() ? 1 : 0;
        }
        return new SignsOfTraining(
                false,
                matrices.size(),
                uneven,
                matrices.stream().mapToLong(FirstRows::bytes).sum());
    }

    /** Embeddings may be padded, and positions or masks are computed. */
    private static boolean isReadFor(LogicalTensor tensor) {
        TensorKind kind = tensor.role().kind();
        return (kind.isLayerMatrix() || kind == TensorKind.OTHER) && FirstRows.canBeRead(tensor);
    }

    /** A norm varies, or most matrices are uneven: a few may have been padded or pruned. */
    boolean areFound() {
        return normsVary || 2 * uneven > matrices;
    }
}
