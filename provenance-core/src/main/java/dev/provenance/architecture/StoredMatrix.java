package dev.provenance.architecture;

import dev.provenance.safetensors.MatrixPart;
import java.util.List;

/**
 * Where a matrix [out, in] lies in a tensor; a vector has one input.
 *
 * @param first index of its first element
 * @param out outputs, its rows
 * @param in inputs, its columns
 * @param transposed whether it is stored [in, out]
 * @param vector whether it is a vector
 */
record StoredMatrix(long first, long out, long in, boolean transposed, boolean vector) {

    /** A tensor of two dimensions, or of one. */
    static StoredMatrix of(List<Long> shape, boolean transposed) {
        return shape.size() == 1
                ? new StoredMatrix(0, shape.get(0), 1, false, true)
                : new StoredMatrix(0, shape.get(transposed ? 1 : 0), shape.get(transposed ? 0 : 1), transposed, false);
    }

    /** Number {@code index} of the matrices that a tensor of one more dimension stacks. */
    static StoredMatrix inStack(List<Long> shape, long index, boolean transposed) {
        StoredMatrix matrix = of(shape.subList(1, shape.size()), transposed);
        return new StoredMatrix(
                Math.multiplyExact(index, Math.multiplyExact(matrix.out, matrix.in)),
                matrix.out,
                matrix.in,
                matrix.transposed,
                matrix.vector);
    }

    MatrixPart all() {
        return rows(0, out, out, out);
    }

    /** Rows in runs, as {@link MatrixPart} has them. */
    MatrixPart rows(long firstRow, long rows, long run, long step) {
        return transposed
                ? new MatrixPart(first + firstRow, rows, in, run, step, out, true)
                : new MatrixPart(first + firstRow * in, rows, in, run, step, in, false);
    }

    /** All rows, those of each head put from pairs into halves. */
    MatrixPart fromPairs(long headSize) {
        return new MatrixPart(first, out, in, headSize, headSize, 2, in, false);
    }

    List<Long> shape(long rows) {
        return vector ? List.of(rows) : List.of(rows, in);
    }
}
