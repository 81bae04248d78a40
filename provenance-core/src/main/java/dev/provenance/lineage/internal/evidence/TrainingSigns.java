package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.FirstRows;
import dev.provenance.lineage.internal.statistics.RowEnergies;
import java.io.IOException;
import java.util.List;

/**
 * Whether a model shows that it was trained. Random numbers of one seed are as alike as trained weights are, and a checkpoint
 * of the first steps is as near to its start as to any later one. Norm weights start at a constant, so a norm that varies shows
 * training. Where none does, folded into the matrices or missing, most matrices of layers must have rows or columns of more
 * uneven energy than numbers drawn one by one have ({@link RowEnergies}); of more than {@value #MOST_MATRICES} evenly spaced
 * ones stand for all, and the first rows, about a million elements, for each.
 */
final class TrainingSigns {

    private static final int MOST_MATRICES = 64;

    /** Of fewer rows their energies tell nothing. */
    private static final int FEWEST_ROWS = 8;

    private TrainingSigns() {}

    /**
     * Whether both models of a pair do. A rotation evens energies out, and nobody rotates a random start by chance: where one
     * was found, one model is enough.
     */
    static boolean areInBoth(CanonicalModel base, CanonicalModel suspect, ResidualBasis basis, VerdictPolicy policy)
            throws IOException {
        return basis.kind() == ResidualBasis.Kind.ROTATED
                ? areIn(base, policy) || areIn(suspect, policy)
                : areIn(base, policy) && areIn(suspect, policy);
    }

    private static boolean areIn(CanonicalModel model, VerdictPolicy policy) throws IOException {
        if (NormVectors.vary(model)) {
            return true;
        }
        return areMostlyUneven(model.layerMatrices().toList(), policy);
    }

    /** Whether most of these are, of those that can be read; of none nothing is known. */
    static boolean areMostlyUneven(List<LogicalTensor> all, VerdictPolicy policy) throws IOException {
        List<LogicalTensor> matrices = all.stream().filter(FirstRows::canBeRead).toList();
        int[] read = CanonicalModel.evenly(matrices.size(), MOST_MATRICES);
        int uneven = 0;
        for (int i : read) {
            uneven += FirstRows.energies(matrices.get(i)).excess() > policy.drawnExcess() ? 1 : 0;
        }
        return 2 * uneven > read.length;
    }

    /** Whether rows of an embedding or head were trained: a token's row moves with its frequency. */
    static boolean areIn(AlignedRows part, VerdictPolicy policy) {
        return part.base().rows() >= FEWEST_ROWS
                && RowEnergies.of(part.base()).excess() > policy.drawnExcess()
                && RowEnergies.of(part.suspect()).excess() > policy.drawnExcess();
    }
}
