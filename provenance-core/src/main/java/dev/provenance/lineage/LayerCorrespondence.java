package dev.provenance.lineage;

import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.weights.LayerMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Layers of the suspect held against layers of the base, by the mean centred cosine of their weight matrices after what
 * all layers have in common was taken out ({@link LayerCosines}). The null is what the same models give for layers that
 * are not each other's copy.
 */
final class LayerCorrespondence {

    private final List<Integer> baseLayers;
    private final List<Integer> suspectLayers;
    /** By base row and suspect column; NaN where nothing was defined. */
    private final double[][] correlation;

    private final int[] bestRow;
    private final int[] bestColumn;
    private final VerdictPolicy policy;
    private final NullModel otherLayers;
    private final NullModel offDiagonal;

    /** @param matrices of one component, layer matrices only, at least one */
    LayerCorrespondence(List<LayerMatrix> matrices, VerdictPolicy policy) {
        this.policy = policy;
        LayerCosines cosines = new LayerCosines(matrices, policy.minimalElements());
        baseLayers = cosines.baseLayers();
        suspectLayers = cosines.suspectLayers();
        correlation = cosines.withoutCommonPart();
        bestRow = IntStream.range(0, suspectLayers.size())
                .map(column -> best(baseLayers.size(), row -> correlation[row][column]))
                .toArray();
        bestColumn = IntStream.range(0, baseLayers.size())
                .map(row -> best(suspectLayers.size(), column -> correlation[row][column]))
                .toArray();
        // Every cell but the best of its row or column: copies, wherever they sit, do not widen their own null.
        otherLayers = NullModel.of(
                "centred cosine between layers of which neither is the other's best match, mean over kinds of matrix",
                values((row, column) -> row != bestRow[column] && column != bestColumn[row]));
        offDiagonal = NullModel.of(
                "centred cosine between layers of different number, mean over kinds of matrix",
                values((row, column) -> !baseLayers.get(row).equals(suspectLayers.get(column))));
    }

    private interface Values {
        double at(int index);
    }

    /** Index of the largest value, −1 if none is defined. */
    private static int best(int count, Values values) {
        int best = -1;
        for (int i = 0; i < count; i++) {
            if (!Double.isNaN(values.at(i)) && (best < 0 || values.at(i) > values.at(best))) {
                best = i;
            }
        }
        return best;
    }

    private interface CellFilter {
        boolean takes(int row, int column);
    }

    private double[] values(CellFilter filter) {
        double[] values = new double[baseLayers.size() * suspectLayers.size()];
        int count = 0;
        for (int row = 0; row < baseLayers.size(); row++) {
            for (int column = 0; column < suspectLayers.size(); column++) {
                if (!Double.isNaN(correlation[row][column]) && filter.takes(row, column)) {
                    values[count++] = correlation[row][column];
                }
            }
        }
        return Arrays.copyOf(values, count);
    }

    NullModel otherLayers() {
        return otherLayers;
    }

    NullModel offDiagonal() {
        return offDiagonal;
    }

    private boolean exceeds(double value, NullModel nullModel) {
        return value > nullModel.largest() && value > nullModel.centre() + policy.nullSpreads() * nullModel.spread();
    }

    /** The suspect's layers that are derived from a layer of the base: by size, against the null, and against the next. */
    List<LayerMatch> derived() {
        List<LayerMatch> matches = new ArrayList<>();
        for (int column = 0; column < suspectLayers.size(); column++) {
            int row = bestRow[column];
            if (row >= 0
                    && correlation[row][column] >= policy.derivedCorrelation()
                    && exceeds(correlation[row][column], otherLayers)
                    && standsOut(row, column)) {
                matches.add(new LayerMatch(suspectLayers.get(column), baseLayers.get(row), correlation[row][column]));
            }
        }
        return matches;
    }

    /** Whether the best match is nearer to a perfect one than to the next best layer of the base. */
    private boolean standsOut(int best, int column) {
        int second = best(baseLayers.size(), row -> row == best ? Double.NaN : correlation[row][column]);
        if (second < 0) {
            return false;
        }
        double next = correlation[second][column];
        return correlation[best][column] - next >= policy.standOut() * (1 - next);
    }

    /** Layers of equal number: what shared initial numbers raise, and a derivation that keeps layers in their place. */
    double[] ownLayers() {
        return values((row, column) -> baseLayers.get(row).equals(suspectLayers.get(column)));
    }

    /** How many layers resemble the base's layer of the same number more than any other layers resemble each other. */
    private long traces() {
        return Arrays.stream(ownLayers())
                .filter(value -> exceeds(value, offDiagonal))
                .count();
    }

    /** Median over the suspect's layers of the best match. */
    double bestMatch() {
        return new Median()
                .evaluate(IntStream.range(0, suspectLayers.size())
                        .filter(column -> bestRow[column] >= 0)
                        .mapToDouble(column -> correlation[bestRow[column]][column])
                        .toArray());
    }

    List<Integer> baseLayers() {
        return baseLayers;
    }

    List<Integer> suspectLayers() {
        return suspectLayers;
    }

    Outcome outcome() {
        if (offDiagonal.size() < policy.minimalNull() || otherLayers.size() < policy.minimalNull() / 2) {
            return Outcome.TOO_FEW;
        }
        int derived = derived().size();
        if (derived > 0 && derived >= policy.derivedShare() * suspectLayers.size()) {
            return Outcome.FOR;
        }
        boolean alike = Math.max(offDiagonal.largest(), bestMatch()) >= policy.derivedCorrelation();
        return derived > 0 || alike || 2 * traces() >= suspectLayers.size() ? Outcome.UNDECIDED : Outcome.NOTHING_FOUND;
    }
}
