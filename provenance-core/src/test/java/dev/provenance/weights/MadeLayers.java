package dev.provenance.weights;

import dev.provenance.architecture.TensorKind;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Layer matrices of any size, for reports that no model at hand would give. */
public final class MadeLayers {

    private MadeLayers() {}

    /** A square matrix: values on the diagonal by layer, elsewhere small ones that differ from cell to cell. */
    public static LayerMatrix of(String component, TensorKind kind, int layers, IntToDoubleFunction diagonal) {
        LayerMatrix.Similarities cells = new LayerMatrix.Similarities(layers, layers);
        for (int row = 0; row < layers; row++) {
            for (int column = 0; column < layers; column++) {
                double other = 0.05 * Math.sin(row * 7.0 + column * 13.0);
                cells.centred[row][column] = row == column ? diagonal.applyAsDouble(row) : other;
                cells.cosine[row][column] = cells.centred[row][column] + 0.001;
            }
        }
        List<Integer> numbers = IntStream.range(0, layers).boxed().toList();
        return new LayerMatrix(component, kind, numbers, numbers, cells);
    }
}
