package dev.provenance.safetensors;

/**
 * A matrix that is stored within a tensor: which of its stored elements, in what order. Row {@code r} stands at place
 * {@code s(r) = (r / run)·step + t(r mod run)}: rows come in runs of {@code run}, each {@code step} places after the one before.
 * Within a run {@code t(q) = (q mod w)·lanes + q / w} with {@code w = run / lanes}: the rows of several lanes by turns, as
 * rotary embeddings of pairs order the two halves of a head; with one lane rows stand one after the other. Element {@code (r, c)} is the tensor's element
 *
 * <ul>
 *   <li>{@code first + s(r)·columns + c} where rows are stored as rows, {@code stored == columns};
 *   <li>{@code first + c·stored + s(r)} where the matrix is stored {@code transposed}, in rows of {@code stored} elements.
 * </ul>
 *
 * @param first index of the element (0, 0) where {@code s(0) = 0}
 * @param rows number of rows
 * @param columns number of columns
 * @param run rows of a run
 * @param step places from the start of a run to the start of the next, at least {@code run}
 * @param lanes rows of a run that stand by turns, a divisor of {@code run}; 1 where they follow one another
 * @param stored elements of a stored row
 * @param transposed whether stored rows are columns of the matrix
 */
public record MatrixPart(
        long first, long rows, long columns, long run, long step, long lanes, long stored, boolean transposed) {

    /** Checks that the numbers make a part. */
    public MatrixPart {
        boolean sized = first >= 0 && rows >= 1 && columns >= 1 && run >= 1 && step >= run;
        if (!sized || lanes < 1 || run % lanes != 0 || (!transposed && stored != columns)) {
            throw new IllegalArgumentException("No part of a tensor: first " + first + ", rows " + rows + ", columns "
                    + columns + ", run " + run + ", step " + step + ", lanes " + lanes + ", stored " + stored
                    + ", transposed " + transposed);
        }
    }

    /** Rows that follow one another within a run. */
    public MatrixPart(long first, long rows, long columns, long run, long step, long stored, boolean transposed) {
        this(first, rows, columns, run, step, 1, stored, transposed);
    }

    /** Consecutive stored rows. */
    public static MatrixPart rows(long firstRow, long rows, long columns) {
        return new MatrixPart(Math.multiplyExact(firstRow, columns), rows, columns, rows, rows, columns, false);
    }

    /** Elements of the part. */
    public long elements() {
        return Math.multiplyExact(rows, columns);
    }

    /** Whether its elements follow one another in the tensor, so that it is one range of bytes. */
    public boolean isContiguous() {
        return !transposed && lanes == 1 && (rows <= run || step == run);
    }

    /** The place of a row. */
    long place(long row) {
        long inRun = row % run;
        long width = run / lanes;
        return row / run * step + inRun % width * lanes + inRun / width;
    }

    /** One more than the index of the last element that it reaches. */
    long end() {
        long lastPlace = (rows - 1) / run * step + (lanes > 1 ? run - 1 : (rows - 1) % run);
        long last = transposed
                ? Math.addExact(Math.multiplyExact(columns - 1, stored), lastPlace)
                : Math.addExact(Math.multiplyExact(lastPlace, columns), columns - 1);
        return Math.addExact(Math.addExact(first, last), 1);
    }
}
