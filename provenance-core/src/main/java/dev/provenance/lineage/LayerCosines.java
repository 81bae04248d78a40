package dev.provenance.lineage;

import dev.provenance.weights.LayerMatrix;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Mean centred cosines over kinds of matrix, of layers of two models and of each model's layers among themselves, and
 * the cosines across after each model's common part was taken out.
 *
 * <p>Layers may have something in common that nobody trained: the identity that they were initialised to, a mask, a fixed
 * basis. Two independent models then agree in every layer, most in those where it is strongest. Of unit matrices
 * {@code w_i} of the base with the mean direction {@code u = Σw_i/‖Σw_i‖}, and {@code v_j}, {@code t} of the suspect, the
 * cosine is taken between {@code w_i − (w_i·u)u} and {@code v_j − (v_j·t)t}. Where layers have nothing to speak of in
 * common, as in most trained models, cosines stay as they are.
 */
final class LayerCosines {

    /** Of a matrix that is all common part nothing is left to compare. */
    private static final double NOTHING_LEFT = 0.05;
    /**
     * Mean cosine of a model's layers from which on they have something in common. To raise half of the cosines across to
     * 0.7, twice this would be needed.
     */
    private static final double SOMETHING_IN_COMMON = 0.08;

    private final List<Integer> baseLayers;
    private final List<Integer> suspectLayers;
    private final double[][] across;
    private final double[][] withinBase;
    private final double[][] withinSuspect;

    private interface Cosine {
        double of(LayerMatrix matrix, int row, int column);
    }

    LayerCosines(List<LayerMatrix> matrices, int minimalElements) {
        baseLayers = layers(matrices, LayerMatrix::baseLayers);
        suspectLayers = layers(matrices, LayerMatrix::suspectLayers);
        across = mean(
                matrices,
                LayerMatrix::baseLayers,
                baseLayers,
                LayerMatrix::suspectLayers,
                suspectLayers,
                (matrix, row, column) -> matrix.centred(row, column, minimalElements));
        withinBase = mean(
                matrices,
                LayerMatrix::baseLayers,
                baseLayers,
                LayerMatrix::baseLayers,
                baseLayers,
                (matrix, row, column) -> matrix.centredWithinBase(row, column, minimalElements));
        withinSuspect = mean(
                matrices,
                LayerMatrix::suspectLayers,
                suspectLayers,
                LayerMatrix::suspectLayers,
                suspectLayers,
                (matrix, row, column) -> matrix.centredWithinSuspect(row, column, minimalElements));
    }

    List<Integer> baseLayers() {
        return baseLayers;
    }

    List<Integer> suspectLayers() {
        return suspectLayers;
    }

    private static List<Integer> layers(List<LayerMatrix> matrices, Function<LayerMatrix, List<Integer>> ofMatrix) {
        return matrices.stream()
                .flatMap(matrix -> ofMatrix.apply(matrix).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static double[][] mean(
            List<LayerMatrix> matrices,
            Function<LayerMatrix, List<Integer>> rowsOf,
            List<Integer> rows,
            Function<LayerMatrix, List<Integer>> columnsOf,
            List<Integer> columns,
            Cosine cosine) {
        double[][] mean = new double[rows.size()][columns.size()];
        int[][] counts = new int[rows.size()][columns.size()];
        for (LayerMatrix matrix : matrices) {
            int[] row = positions(rowsOf.apply(matrix), rows);
            int[] column = positions(columnsOf.apply(matrix), columns);
            for (int i = 0; i < row.length; i++) {
                for (int j = 0; j < column.length; j++) {
                    double value = cosine.of(matrix, i, j);
                    if (!Double.isNaN(value)) {
                        mean[row[i]][column[j]] += value;
                        counts[row[i]][column[j]]++;
                    }
                }
            }
        }
        for (int i = 0; i < mean.length; i++) {
            for (int j = 0; j < columns.size(); j++) {
                mean[i][j] = counts[i][j] == 0 ? Double.NaN : mean[i][j] / counts[i][j];
            }
        }
        return mean;
    }

    private static int[] positions(List<Integer> layers, List<Integer> all) {
        Map<Integer, Integer> position = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            position.put(all.get(i), i);
        }
        return layers.stream().mapToInt(position::get).toArray();
    }

    /** Cosines across, by base row and suspect column, without what the layers of each model may have in common. */
    double[][] withoutCommonPart() {
        if (Math.max(meanOffDiagonal(withinBase), meanOffDiagonal(withinSuspect)) < SOMETHING_IN_COMMON) {
            return across;
        }
        double[] base = onCommon(withinBase);
        double[] suspect = onCommon(withinSuspect);
        double baseNorm = commonNorm(withinBase);
        double suspectNorm = commonNorm(withinSuspect);
        double[] rowSums = Arrays.stream(across).mapToDouble(LayerCosines::sum).toArray();
        double[] columnSums = IntStream.range(0, suspectLayers.size())
                .mapToDouble(column -> sum(
                        Arrays.stream(across).mapToDouble(row -> row[column]).toArray()))
                .toArray();
        double commonOfBoth = sum(rowSums) / (baseNorm * suspectNorm);
        double[][] rest = new double[baseLayers.size()][suspectLayers.size()];
        for (int i = 0; i < rest.length; i++) {
            for (int j = 0; j < suspect.length; j++) {
                double left = across[i][j]
                        - base[i] * columnSums[j] / baseNorm
                        - rowSums[i] / suspectNorm * suspect[j]
                        + base[i] * commonOfBoth * suspect[j];
                double squares = (1 - base[i] * base[i]) * (1 - suspect[j] * suspect[j]);
                rest[i][j] = squares < NOTHING_LEFT * NOTHING_LEFT
                        ? Double.NaN
                        : Math.clamp(left / Math.sqrt(squares), -1.0, 1.0);
            }
        }
        return rest;
    }

    private static double meanOffDiagonal(double[][] within) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < within.length; i++) {
            for (int j = 0; j < within.length; j++) {
                if (i != j && !Double.isNaN(within[i][j])) {
                    sum += within[i][j];
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** ‖Σw_i‖. */
    private static double commonNorm(double[][] within) {
        return Math.sqrt(Math.max(
                Double.MIN_NORMAL,
                Arrays.stream(within).mapToDouble(LayerCosines::sum).sum()));
    }

    /** w_i·u. */
    private static double[] onCommon(double[][] within) {
        double norm = commonNorm(within);
        return Arrays.stream(within)
                .mapToDouble(row -> Math.clamp(sum(row) / norm, -1.0, 1.0))
                .toArray();
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).sum();
    }
}
