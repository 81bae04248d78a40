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
 * Whether a model shows that it was trained for more than a little. Random numbers of one seed are as alike as trained weights
 * are, and so are models that took few steps from one start. In a text model most matrices of layers must have rows or columns
 * of more uneven energy than numbers drawn one by one have ({@link RowEnergies}); of more than {@value #MOST_MATRICES} evenly
 * spaced ones stand for all, and the first rows, about a million elements, for each. Where most lie on a grid, whose steps make
 * rows uneven by themselves, and in towers, on which energies were not measured, a norm that varies about its mean shows it:
 * norm weights start at a constant.
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
        if (!model.isText()) {
            return NormVectors.showTraining(model);
        }
        Matrices matrices = Matrices.of(model.layerMatrices().toList(), policy);
        return matrices.areMostlyUneven() || (matrices.areMostlyOnGrid() && NormVectors.showTraining(model));
    }

    /** Whether most of these are more uneven than drawn numbers, of those that can be read; of none nothing is known. */
    static boolean areMostlyUneven(List<LogicalTensor> all, VerdictPolicy policy) throws IOException {
        return Matrices.of(all, policy).areMostlyUneven();
    }

    /**
     * What matrices look like.
     *
     * @param read how many were looked at
     * @param onGrid how many of them are more uneven, and lie on a grid
     * @param uneven how many of the others are more uneven than drawn numbers
     */
    private record Matrices(int read, int onGrid, int uneven) {

        static Matrices of(List<LogicalTensor> all, VerdictPolicy policy) throws IOException {
            List<LogicalTensor> matrices =
                    all.stream().filter(FirstRows::canBeRead).toList();
            int[] read = CanonicalModel.evenly(matrices.size(), MOST_MATRICES);
            int onGrid = 0;
            int uneven = 0;
            for (int i : read) {
                if (FirstRows.energies(matrices.get(i)).excess() > policy.drawnExcess()) {
                    boolean grid = ValueGrid.of(matrices.get(i), policy.offGrid()) != null;
                    onGrid += grid ? 1 : 0;
                    uneven += grid ? 0 : 1;
                }
            }
            return new Matrices(read.length, onGrid, uneven);
        }

        boolean areMostlyUneven() {
            return 2 * uneven > read;
        }

        boolean areMostlyOnGrid() {
            return 2 * onGrid > read;
        }
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
