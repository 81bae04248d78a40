package dev.provenance.weights;

import dev.provenance.architecture.TensorKind;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * One kind of tensor, every layer of the base against every layer of the suspect: the diagonal is what a copy would
 * raise, the rest is what the same measure gives for layers that are not each other's copy. Beside it, each model's
 * layers among themselves: what all layers have in common shows there too.
 */
public final class LayerMatrix {

    private final String component;
    private final TensorKind kind;
    private final List<Integer> baseLayers;
    private final List<Integer> suspectLayers;
    private final long readOfSuspect;
    private final Similarities across;
    private final Similarities withinBase;
    private final Similarities withinSuspect;

    /** Similarities of layers, by row and column; NaN where undefined. */
    static final class Similarities {

        final double[][] cosine;
        final double[][] centred;
        /** Elements that they rest on. */
        final int[][] finite;

        Similarities(int rows, int columns) {
            cosine = new double[rows][columns];
            centred = new double[rows][columns];
            finite = new int[rows][columns];
        }
    }

    LayerMatrix(
            String component,
            TensorKind kind,
            List<Integer> baseLayers,
            List<Integer> suspectLayers,
            long readOfSuspect,
            Similarities across,
            Similarities withinBase,
            Similarities withinSuspect) {
        this.component = component;
        this.kind = kind;
        this.baseLayers = List.copyOf(baseLayers);
        this.suspectLayers = List.copyOf(suspectLayers);
        this.readOfSuspect = readOfSuspect;
        this.across = across;
        this.withinBase = withinBase;
        this.withinSuspect = withinSuspect;
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

    /** Elements of the suspect's tensors that were read. */
    public long readOfSuspect() {
        return readOfSuspect;
    }

    /** Centred cosine of a base layer with a suspect layer; NaN if undefined or resting on fewer elements. */
    public double centred(int row, int column, int minimalElements) {
        return atLeast(across, row, column, minimalElements);
    }

    /** As {@link #centred}, of two layers of the base. */
    public double centredWithinBase(int row, int otherRow, int minimalElements) {
        return atLeast(withinBase, row, otherRow, minimalElements);
    }

    /** As {@link #centred}, of two layers of the suspect. */
    public double centredWithinSuspect(int column, int otherColumn, int minimalElements) {
        return atLeast(withinSuspect, column, otherColumn, minimalElements);
    }

    private static double atLeast(Similarities similarities, int row, int column, int minimalElements) {
        return similarities.finite[row][column] < minimalElements ? Double.NaN : similarities.centred[row][column];
    }

    /** Raw cosines of layers with equal, or with different, numbers; the undefined left out. */
    public DoubleStream rawCosines(boolean sameLayer) {
        return cells(across.cosine, sameLayer);
    }

    /** Centred cosines of layers with equal, or with different, numbers; the undefined left out. */
    public DoubleStream centredCosines(boolean sameLayer) {
        return cells(across.centred, sameLayer);
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
