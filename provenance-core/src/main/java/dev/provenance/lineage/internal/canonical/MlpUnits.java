package dev.provenance.lineage.internal.canonical;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.matrix.Products;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hidden units of one layer's MLP, or of all its experts one after the other. A unit is a row of gate and of up, and a
 * column of down. Training treats all units of an MLP alike: their numbering carries nothing.
 */
public final class MlpUnits {

    /**
     * One MLP or expert.
     *
     * @param gate [h, d]; empty where the MLP has none
     * @param up [h, d]
     * @param down [d, h]
     * @param biases of gate and up, [h] each; empty where one is missing
     */
    record Part(Optional<LogicalTensor> gate, LogicalTensor up, LogicalTensor down, List<LogicalTensor> biases) {

        /** With the biases of what it has, if all are there. */
        Part with(Optional<LogicalTensor> ofGate, Optional<LogicalTensor> ofUp) {
            List<LogicalTensor> found = Stream.of(gate.isPresent() ? ofGate : Optional.<LogicalTensor>empty(), ofUp)
                    .flatMap(Optional::stream)
                    .filter(bias -> bias.view().elementCount() == up.rows())
                    .toList();
            return new Part(gate, up, down, found.size() == (gate.isPresent() ? 2 : 1) ? found : List.of());
        }

        int count() {
            return Math.toIntExact(up.rows());
        }

        boolean isSound() {
            return up.columns() == down.rows()
                    && up.rows() == down.columns()
                    && gate.map(tensor -> tensor.shape().equals(up.shape())).orElse(true);
        }
    }

    /** What is read of each unit. */
    public enum Side {
        /** Gate, or up where there is no gate. */
        FIRST,
        /** Up, or down where there is no gate. */
        SECOND
    }

    private final List<Part> parts;
    private final float @Nullable [] norm;

    MlpUnits(List<Part> parts, float @Nullable [] norm) {
        this.parts = List.copyOf(parts);
        this.norm = norm;
    }

    /** Units of all parts. */
    public int count() {
        return parts.stream().mapToInt(Part::count).sum();
    }

    /** MLPs or experts. */
    public int parts() {
        return parts.size();
    }

    /** The units of one part alone. */
    public MlpUnits part(int index) {
        return new MlpUnits(List.of(parts.get(index)), norm);
    }

    /** Length of a row: the width of the residual stream. */
    public int width() {
        return Math.toIntExact(parts.getFirst().up().columns());
    }

    public boolean hasGate() {
        return parts.getFirst().gate().isPresent();
    }

    private Optional<LogicalTensor> tensor(Part part, Side side) {
        return switch (side) {
            case FIRST -> part.gate().or(() -> Optional.of(part.up()));
            case SECOND -> part.gate().map(gate -> part.up());
        };
    }

    /**
     * {@code W·diag(γ)·X} of one side, all units: what a unit computes of the columns of X.
     *
     * @param probe X, with as many rows as a unit has weights; null for the weights themselves
     * @param folded whether to multiply by the weights of the norm before the MLP
     */
    public Matrix image(Side side, @Nullable Matrix probe, boolean folded) throws IOException {
        Matrix all = null;
        for (Part part : parts) {
            Optional<LogicalTensor> tensor = tensor(part, side);
            Matrix image = tensor.isPresent()
                    ? TensorRows.times(tensor.get(), folded ? norm : null, probe)
                    : TensorRows.transposedTimes(part.down(), probe);
            all = all == null ? image : Matrix.stack(all, image);
        }
        return Objects.requireNonNull(all);
    }

    /** As {@link #image(Side, Matrix, boolean)}, of these units only. */
    public Matrix image(Side side, @Nullable Matrix probe, boolean folded, int[] units) throws IOException {
        boolean fromDown = side == Side.SECOND && !hasGate();
        Matrix rows = fromDown ? down(units) : side == Side.FIRST && hasGate() ? gate(units) : up(units);
        Matrix scaled = folded && norm != null && !fromDown ? rows.scaleColumns(norm) : rows;
        return probe == null ? scaled : Products.times(scaled, probe);
    }

    /** Whether units have biases of gate and up, of whichever there is. */
    public boolean hasBiases() {
        return parts.stream().noneMatch(part -> part.biases().isEmpty());
    }

    /**
     * Rows of gate (where there is one) and up and columns of down of these units, side by side.
     *
     * @param biases whether the units' biases follow, of an MLP that has them
     */
    public Matrix weights(int[] units, boolean biases) throws IOException {
        Matrix joined = up(units);
        if (hasGate()) {
            joined = Matrix.beside(gate(units), joined);
        }
        joined = Matrix.beside(joined, down(units));
        for (int i = 0; biases && i < parts.getFirst().biases().size(); i++) {
            int which = i;
            joined = Matrix.beside(
                    joined,
                    read(
                            units,
                            1,
                            (part, numbers) -> TensorRows.rows(part.biases().get(which), numbers)));
        }
        return joined;
    }

    public Matrix gate(int[] units) throws IOException {
        return read(
                units, width(), (part, numbers) -> TensorRows.rows(part.gate().orElseThrow(), numbers));
    }

    public Matrix up(int[] units) throws IOException {
        return read(units, width(), (part, numbers) -> TensorRows.rows(part.up(), numbers));
    }

    /** Columns of down, as rows. */
    public Matrix down(int[] units) throws IOException {
        return read(units, width(), (part, numbers) -> TensorRows.columns(part.down(), numbers));
    }

    private interface Reading {
        Matrix of(Part part, int[] numbers) throws IOException;
    }

    private Matrix read(int[] units, int width, Reading reading) throws IOException {
        float[][] rows = new float[units.length][];
        int first = 0;
        for (Part part : parts) {
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < units.length; i++) {
                if (units[i] >= first && units[i] < first + part.count()) {
                    places.add(i);
                }
            }
            int start = first;
            Matrix read = reading.of(
                    part,
                    places.stream().mapToInt(place -> units[place] - start).toArray());
            for (int i = 0; i < read.rows(); i++) {
                rows[places.get(i)] = read.row(i);
            }
            first += part.count();
        }
        return Matrix.of(rows, width);
    }
}
