package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.FirstRows;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.statistics.RowEnergies;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Whether a model shows that it was trained. Random numbers of one seed are as alike as trained weights are, and a checkpoint
 * of the first steps is as near to its start as to any later one. Norm weights start at a constant, so a norm that varies
 * about its mean shows training. Where none does, folded into the matrices or missing, most matrices of layers must have rows
 * or columns of more uneven energy than numbers drawn one by one have ({@link RowEnergies}); of more than
 * {@value #MOST_MATRICES} evenly spaced ones stand for all, and the first rows, about a million elements, for each.
 */
final class TrainingSigns {

    private static final int MOST_MATRICES = 64;

    /** Of fewer rows their energies tell nothing. */
    private static final int FEWEST_ROWS = 8;

    private TrainingSigns() {}

    /** Whether both models of a pair do. A rotated copy keeps the energies of the rows that it leaves whole. */
    static boolean areInBoth(CanonicalModel base, CanonicalModel suspect, VerdictPolicy policy) throws IOException {
        return areIn(base, policy) && areIn(suspect, policy);
    }

    private static boolean areIn(CanonicalModel model, VerdictPolicy policy) throws IOException {
        if (NormVectors.showTraining(model)) {
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
            uneven += isUneven(matrices.get(i), policy) ? 1 : 0;
        }
        return 2 * uneven > read.length;
    }

    /** Of a matrix on a grid the steps make rows uneven, whatever was quantised. */
    private static boolean isUneven(LogicalTensor matrix, VerdictPolicy policy) throws IOException {
        return FirstRows.energies(matrix).excess() > policy.drawnExcess()
                && ValueGrid.of(matrix, policy.offGrid()) == null;
    }

    /**
     * Whether an embedding's or head's rows are alike where training shows. A token's row moves with its frequency: the rows of
     * most unusual energy are those that moved most, while rows of rare tokens are a random start's for long.
     */
    static boolean areIn(AlignedRows part, VerdictPolicy policy) {
        return part.base().rows() >= FEWEST_ROWS
                && RowEnergies.of(part.base()).excess() > policy.drawnExcess()
                && RowEnergies.of(part.suspect()).excess() > policy.drawnExcess()
                && Stream.of(part.base(), part.suspect())
                        .map(TrainingSigns::mostUnusual)
                        .map(rows -> Agreement.of(
                                part.base().select(rows), part.suspect().select(rows)))
                        .allMatch(agreement -> agreement.centredCosine() >= policy.partCorrelation());
    }

    /** An eighth of the rows, those whose energy is furthest from the median. */
    private static int[] mostUnusual(Matrix matrix) {
        double[] energies = new double[matrix.rows()];
        for (int i = 0; i < energies.length; i++) {
            for (float value : matrix.row(i)) {
                energies[i] += (double) value * value;
            }
        }
        double median = new Median().evaluate(energies);
        return IntStream.range(0, energies.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(energies[i] - median)))
                .limit(Math.max(FEWEST_ROWS, energies.length / 8))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
