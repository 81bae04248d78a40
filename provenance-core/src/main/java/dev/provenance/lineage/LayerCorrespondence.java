package dev.provenance.lineage;

import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.weights.LayerMatrix;
import dev.provenance.weights.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Layers of the suspect held against layers of the base, by the mean centred cosine of their weight matrices. The null
 * is what the same models give for layers that are not each other's copy.
 */
final class LayerCorrespondence {

    private final List<Integer> baseLayers;
    private final List<Integer> suspectLayers;
    /** Mean over kinds, by base row and suspect column; NaN where nothing was defined. */
    private final double[][] correlation;

    private final VerdictPolicy policy;

    /** @param matrices of one component, layer matrices only, at least one */
    LayerCorrespondence(List<LayerMatrix> matrices, VerdictPolicy policy) {
        this.policy = policy;
        baseLayers = matrices.stream()
                .flatMap(matrix -> matrix.baseLayers().stream())
                .distinct()
                .sorted()
                .toList();
        suspectLayers = matrices.stream()
                .flatMap(matrix -> matrix.suspectLayers().stream())
                .distinct()
                .sorted()
                .toList();
        correlation = new double[baseLayers.size()][suspectLayers.size()];
        int[][] counts = new int[baseLayers.size()][suspectLayers.size()];
        for (LayerMatrix matrix : matrices) {
            addTo(counts, matrix);
        }
        for (int row = 0; row < correlation.length; row++) {
            for (int column = 0; column < suspectLayers.size(); column++) {
                correlation[row][column] /= counts[row][column];
            }
        }
    }

    private void addTo(int[][] counts, LayerMatrix matrix) {
        for (int i = 0; i < matrix.baseLayers().size(); i++) {
            int row = baseLayers.indexOf(matrix.baseLayers().get(i));
            for (int j = 0; j < matrix.suspectLayers().size(); j++) {
                int column = suspectLayers.indexOf(matrix.suspectLayers().get(j));
                Quantity centred = matrix.cells().get(i).get(j).centredCosine();
                if (centred.isDefined()) {
                    correlation[row][column] += centred.value();
                    counts[row][column]++;
                }
            }
        }
    }

    private int bestRow(int column) {
        return IntStream.range(0, baseLayers.size())
                .filter(row -> !Double.isNaN(correlation[row][column]))
                .boxed()
                .max((one, other) -> Double.compare(correlation[one][column], correlation[other][column]))
                .orElse(-1);
    }

    private int bestColumn(int row) {
        return IntStream.range(0, suspectLayers.size())
                .filter(column -> !Double.isNaN(correlation[row][column]))
                .boxed()
                .max((one, other) -> Double.compare(correlation[row][one], correlation[row][other]))
                .orElse(-1);
    }

    /** Every cell but the best of its row or column: copies, wherever they sit, do not widen their own null. */
    NullModel nullOfOtherLayers() {
        return NullModel.of(
                "centred cosine between layers of which neither is the other's best match, mean over kinds of matrix",
                values((row, column) -> row != bestRow(column) && column != bestColumn(row)));
    }

    /** Every cell of layers with different numbers. */
    NullModel nullOffDiagonal() {
        return NullModel.of(
                "centred cosine between layers of different number, mean over kinds of matrix",
                values((row, column) -> !baseLayers.get(row).equals(suspectLayers.get(column))));
    }

    private interface CellFilter {
        boolean takes(int row, int column);
    }

    private double[] values(CellFilter filter) {
        List<Double> values = new ArrayList<>();
        for (int row = 0; row < baseLayers.size(); row++) {
            for (int column = 0; column < suspectLayers.size(); column++) {
                if (!Double.isNaN(correlation[row][column]) && filter.takes(row, column)) {
                    values.add(correlation[row][column]);
                }
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private boolean exceeds(double value, NullModel nullModel) {
        return value > nullModel.largest() && value > nullModel.centre() + policy.nullSpreads() * nullModel.spread();
    }

    /** The suspect's layers that are derived from a layer of the base, by size and against the null. */
    List<LayerMatch> derived() {
        NullModel nullModel = nullOfOtherLayers();
        List<LayerMatch> matches = new ArrayList<>();
        for (int column = 0; column < suspectLayers.size(); column++) {
            int row = bestRow(column);
            if (row >= 0
                    && correlation[row][column] >= policy.derivedCorrelation()
                    && exceeds(correlation[row][column], nullModel)) {
                matches.add(new LayerMatch(suspectLayers.get(column), baseLayers.get(row), correlation[row][column]));
            }
        }
        return matches;
    }

    /** Layers of equal number: what shared initial numbers raise, and a derivation that keeps layers in their place. */
    double[] ownLayers() {
        return values((row, column) -> baseLayers.get(row).equals(suspectLayers.get(column)));
    }

    /** How many layers resemble the base's layer of the same number more than any other layers resemble each other. */
    private long traces() {
        NullModel nullModel = nullOffDiagonal();
        return Arrays.stream(ownLayers())
                .filter(value -> exceeds(value, nullModel))
                .count();
    }

    /** Median over the suspect's layers of the best match. */
    double bestMatch() {
        return new Median()
                .evaluate(IntStream.range(0, suspectLayers.size())
                        .filter(column -> bestRow(column) >= 0)
                        .mapToDouble(column -> correlation[bestRow(column)][column])
                        .toArray());
    }

    List<Integer> suspectLayers() {
        return suspectLayers;
    }

    List<Integer> baseLayers() {
        return baseLayers;
    }

    Outcome outcome() {
        if (nullOffDiagonal().size() < policy.minimalNull()
                || nullOfOtherLayers().size() < policy.minimalNull() / 2) {
            return Outcome.TOO_FEW;
        }
        int derived = derived().size();
        if (derived >= policy.derivedShare() * suspectLayers.size()) {
            return Outcome.FOR;
        }
        return derived > 0 || 2 * traces() >= suspectLayers.size() ? Outcome.UNDECIDED : Outcome.NOTHING_FOUND;
    }
}
