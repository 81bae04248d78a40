package dev.provenance.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.weights.LayerMatrix;
import dev.provenance.weights.LayerMatrix.Cell;
import dev.provenance.weights.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Outcomes on layer matrices whose entries are made: noise of a known spread, and what is put into it. */
class LayerEvidenceTest {

    private static final double NOISE = 0.02;

    @Test
    void noiseAloneIsNeverDerived() {
        for (int seed = 0; seed < 500; seed++) {
            int layers = 3 + seed % 10;
            assertThat(evidence(noise(layers, layers, seed)).finding().outcome())
                    .as("seed %d", seed)
                    .isIn(Outcome.NOTHING_FOUND, Outcome.TOO_FEW, Outcome.UNDECIDED);
        }
    }

    @Test
    void noiseAloneIsRarelyATrace() {
        long undecided = IntStream.range(0, 500)
                .filter(seed -> evidence(noise(6, 6, seed)).finding().outcome() == Outcome.UNDECIDED)
                .count();

        assertThat(undecided).isLessThanOrEqualTo(5);
    }

    @Test
    void diagonalOfSharedTrainingIsDerived() {
        LayerEvidence evidence = evidence(withDiagonal(noise(4, 4, 1), 0.8));

        assertThat(evidence.finding().outcome()).isEqualTo(Outcome.FOR);
        assertThat(evidence.derived()).extracting(LayerMatch::baseLayer).containsExactly(0, 1, 2, 3);
        assertThat(evidence.repeatsLayers()).isFalse();
        assertThat(evidence.dropsLayers()).isFalse();
    }

    @Test
    void diagonalOfSharedInitialisationIsUndecided() {
        assertThat(evidence(withDiagonal(noise(4, 4, 1), 0.3)).finding().outcome())
                .isEqualTo(Outcome.UNDECIDED);
    }

    /** Matrices with a structure that all layers have: nothing tells the same layer from another. */
    @Test
    void highCorrelationOfAllLayersIsNotDerived() {
        double[][] alike = noise(6, 6, 3);
        for (double[] row : alike) {
            for (int column = 0; column < row.length; column++) {
                row[column] += 0.85;
            }
        }

        assertThat(evidence(alike).finding().outcome()).isIn(Outcome.NOTHING_FOUND, Outcome.UNDECIDED);
    }

    @Test
    void twoLayersMakeNoNull() {
        assertThat(evidence(withDiagonal(noise(2, 2, 1), 0.99)).finding().outcome())
                .isEqualTo(Outcome.TOO_FEW);
    }

    @Test
    void repeatedAndDroppedLayersAreSeen() {
        double[][] repeated = noise(4, 6, 1);
        int[] origins = {0, 1, 2, 1, 2, 3};
        double[][] dropped = noise(6, 4, 1);
        for (int column = 0; column < origins.length; column++) {
            repeated[origins[column]][column] = 0.95;
        }
        for (int column = 0; column < 4; column++) {
            dropped[column + 1][column] = 0.95;
        }

        assertThat(evidence(repeated).repeatsLayers()).isTrue();
        assertThat(evidence(dropped).dropsLayers()).isTrue();
        assertThat(evidence(dropped).derived())
                .extracting(LayerMatch::baseLayer)
                .containsExactly(1, 2, 3, 4);
    }

    private static double[][] noise(int rows, int columns, int seed) {
        Random random = new Random(seed);
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int column = 0; column < columns; column++) {
                row[column] = NOISE * random.nextGaussian();
            }
        }
        return values;
    }

    private static double[][] withDiagonal(double[][] values, double diagonal) {
        for (int i = 0; i < values.length; i++) {
            values[i][i] += diagonal;
        }
        return values;
    }

    private static LayerEvidence evidence(double[][] values) {
        List<List<Cell>> cells = new ArrayList<>();
        for (double[] row : values) {
            cells.add(IntStream.range(0, row.length)
                    .mapToObj(column -> new Cell(Quantity.of(row[column]), Quantity.of(row[column])))
                    .toList());
        }
        LayerMatrix matrix = new LayerMatrix(
                "model",
                TensorKind.MLP_UP,
                IntStream.range(0, values.length).boxed().toList(),
                IntStream.range(0, values[0].length).boxed().toList(),
                cells,
                1);
        return LayerEvidence.gather(List.of(matrix), component -> 1, VerdictPolicy.defaults())
                .getFirst();
    }
}
