package dev.provenance.lineage.internal.canonical;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.lineage.internal.statistics.RowEnergies;
import java.io.IOException;

/** The first rows of a matrix, about a million elements at most: enough to tell drawn numbers from trained ones. */
public final class FirstRows {

    public static final int MOST_ELEMENTS = 1 << 20;

    private static final int FEWEST_ROWS = 8;

    private FirstRows() {}

    /** Whether it is a matrix of enough rows and columns, and not of too many columns. */
    public static boolean canBeRead(LogicalTensor tensor) {
        return tensor.shape().size() == 2
                && Math.min(tensor.rows(), tensor.columns()) >= FEWEST_ROWS
                && tensor.columns() <= MOST_ELEMENTS / FEWEST_ROWS;
    }

    private static int count(LogicalTensor matrix) {
        return (int) Math.min(matrix.rows(), MOST_ELEMENTS / matrix.columns());
    }

    /** Bytes of the rows that {@link #energies} looks at. */
    public static long bytes(LogicalTensor matrix) {
        return count(matrix) * matrix.columns() * matrix.view().dtype().bits() / 8;
    }

    /** Reads a matrix that {@link #canBeRead}. */
    public static RowEnergies energies(LogicalTensor matrix) throws IOException {
        return RowEnergies.of(matrix.readRows(0, count(matrix)), (int) matrix.columns());
    }
}
