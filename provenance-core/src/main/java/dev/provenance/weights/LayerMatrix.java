package dev.provenance.weights;

import dev.provenance.architecture.TensorKind;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * One kind of tensor, every layer of the base against every layer of the suspect: the diagonal is what a copy would
 * raise, the rest is what the same measure gives for layers that are not each other's copy.
 */
public final class LayerMatrix {

    private final String component;
    private final TensorKind kind;
    private final List<Integer> baseLayers;
    private final List<Integer> suspectLayers;
    private final Similarities across;

    /** Similarities of layers, by row and column; NaN where undefined. */
    static final class Similarities {

        final double[][] cosine;
        final double[][] centred;

        Similarities(int rows, int columns) {
            cosine = new double[rows][columns];
            centred = new double[rows][columns];
        }
    }

    LayerMatrix(
            String component,
            TensorKind kind,
            List<Integer> baseLayers,
            List<Integer> suspectLayers,
            Similarities across) {
        this.component = component;
        this.kind = kind;
        this.baseLayers = List.copyOf(baseLayers);
        this.suspectLayers = List.copyOf(suspectLayers);
        this.across = across;
    }

    /** Component of the model that the layers belong to, as in {@code TensorRole}. */
    public String component() {
        return component;
    }

    public TensorKind kind() {
        return kind;
    }

    /** Numbers of the base's layers, ascending: the rows. */
    public List<Integer> baseLayers() {
        return baseLayers;
    }

    /** Numbers of the suspect's layers, ascending: the columns. */
    public List<Integer> suspectLayers() {
        return suspectLayers;
    }

    /** Raw cosines of layers with equal, or with different, numbers; the undefined left out. */
    public DoubleStream rawCosines(boolean sameLayer) {
        return cells(across.cosine, sameLayer);
    }

    /** Centred cosines of layers with equal, or with different, numbers; the undefined left out. */
    public DoubleStream centredCosines(boolean sameLayer) {
        return cells(across.centred, sameLayer);
    }

    /** Raw cosine of a row's and a column's layer, by index; NaN where undefined. */
    public double cosine(int row, int column) {
        return across.cosine[row][column];
    }

    /** Centred cosine of a row's and a column's layer, by index; NaN where undefined. */
    public double centredCosine(int row, int column) {
        return across.centred[row][column];
    }

    private DoubleStream cells(double[][] values, boolean sameLayer) {
        return IntStream.range(0, baseLayers.size())
                .boxed()
                .flatMapToDouble(row -> IntStream.range(0, suspectLayers.size())
                        .filter(column -> baseLayers.get(row).equals(suspectLayers.get(column)) == sameLayer)
                        .mapToDouble(column -> values[row][column]))
                .filter(Double::isFinite);
    }
}
