package dev.provenance.weights;

import dev.provenance.architecture.TensorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * One kind of tensor, every layer of the base against every layer of the suspect: the diagonal is what a copy would
 * raise, the rest is what the same measure gives for layers that are not each other's copy.
 *
 * @param component component of the model that the layers belong to, as in {@code TensorRole}
 * @param kind kind of the tensors
 * @param baseLayers numbers of the base's layers, ascending: the rows
 * @param suspectLayers numbers of the suspect's layers, ascending: the columns
 * @param cells by row, then column
 * @param sampledElements elements of each tensor that were read
 */
public record LayerMatrix(
        String component,
        TensorKind kind,
        List<Integer> baseLayers,
        List<Integer> suspectLayers,
        List<List<Cell>> cells,
        long sampledElements) {

    /** One layer of the base against one of the suspect. */
    public record Cell(Quantity cosine, Quantity centredCosine) {}

    public LayerMatrix {
        baseLayers = List.copyOf(baseLayers);
        suspectLayers = List.copyOf(suspectLayers);
        cells = cells.stream().map(List::copyOf).toList();
    }

    /** The cells of layers with different numbers. */
    public List<Cell> offDiagonal() {
        return cells(false);
    }

    /** The cells of layers with equal numbers. */
    public List<Cell> diagonal() {
        return cells(true);
    }

    private List<Cell> cells(boolean sameLayer) {
        List<Cell> chosen = new ArrayList<>();
        for (int row = 0; row < baseLayers.size(); row++) {
            for (int column = 0; column < suspectLayers.size(); column++) {
                if (baseLayers.get(row).equals(suspectLayers.get(column)) == sameLayer) {
                    chosen.add(cells.get(row).get(column));
                }
            }
        }
        return chosen;
    }

    /** The defined ones of some cells' centred cosines. */
    public static DoubleStream centred(List<Cell> cells) {
        return cells.stream()
                .map(Cell::centredCosine)
                .filter(Quantity::isDefined)
                .mapToDouble(Quantity::value);
    }

    /** The defined ones of some cells' raw cosines. */
    public static DoubleStream raw(List<Cell> cells) {
        return cells.stream().map(Cell::cosine).filter(Quantity::isDefined).mapToDouble(Quantity::value);
    }
}
