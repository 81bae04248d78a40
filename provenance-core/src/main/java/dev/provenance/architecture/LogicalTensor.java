package dev.provenance.architecture;

import dev.provenance.message.Message;
import dev.provenance.safetensors.TensorView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A matrix or vector as a model uses it, wherever and however it is stored: the queries of a fused projection, the up
 * projection of one expert of a stack, a GPT-2 matrix the right way round. Matrices are [out, in].
 *
 * @param role what it is
 * @param view its elements, in its own shape: a {@linkplain TensorView#part part} of the stored tensor, or all of it
 * @param stored the tensor of the file that holds it
 * @param basis how the role was found
 * @param convention id of the naming convention that its name belongs to; empty where none knows it
 * @param note why it is not what its name promises, if it is not: a fused projection that could not be split
 */
public record LogicalTensor(
        TensorRole role,
        TensorView view,
        TensorView stored,
        Basis basis,
        Optional<String> convention,
        Optional<Message> note) {

    /** How a role was found. */
    public enum Basis {
        /** A rule knows the name. */
        NAME,
        /** No rule does; shape and position told, which may be wrong. */
        SHAPE,
        /** Not at all. */
        NONE
    }

    /** Its dimensions. */
    public List<Long> shape() {
        return view.shape();
    }

    /** The first dimension: outputs of a matrix, elements of a vector. */
    public long rows() {
        return shape().isEmpty() ? 1 : shape().getFirst();
    }

    /** Elements of a row: inputs of a matrix, 1 for a vector. */
    public long columns() {
        return rows() == 0 ? 0 : view.elementCount() / rows();
    }

    /** Whether it is all of the stored tensor, in the stored order. */
    public boolean isWhole() {
        return view == stored;
    }

    /**
     * Rows as floats (F64 rounded), row after row. Reads these rows only; of a matrix that is stored transposed everything,
     * a megabyte at a time.
     *
     * @throws IndexOutOfBoundsException if there are no such rows
     * @throws UnsupportedOperationException if the elements are complex
     * @throws IOException if the file cannot be read, or changed since it was opened
     */
    public float[] readRows(long firstRow, int count) throws IOException {
        double[] decoded = new double[Math.toIntExact(Math.multiplyExact(count, columns()))];
        view.decode(Math.multiplyExact(firstRow, columns()), decoded);
        float[] rows = new float[decoded.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) decoded[i];
        }
        return rows;
    }

    /** Role, shape and the stored tensor's name. */
    @Override
    public String toString() {
        return role + " " + shape() + (isWhole() ? " = " : " in ") + stored.name();
    }
}
