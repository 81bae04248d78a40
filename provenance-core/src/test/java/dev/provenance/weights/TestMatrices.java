package dev.provenance.weights;

import dev.provenance.architecture.TensorKind;
import dev.provenance.weights.LayerMatrix.Similarities;
import java.util.List;
import java.util.stream.IntStream;

/** Layer matrices of numbers that tests make up. */
public final class TestMatrices {

    private TestMatrices() {}

    /** One kind of tensor of two models, a layer each array. */
    public static LayerMatrix of(List<double[]> base, List<double[]> suspect) {
        return new LayerMatrix(
                "model",
                TensorKind.MLP_UP,
                IntStream.range(0, base.size()).boxed().toList(),
                IntStream.range(0, suspect.size()).boxed().toList(),
                1,
                compare(base, suspect),
                compare(base, base),
                compare(suspect, suspect));
    }

    private static Similarities compare(List<double[]> rows, List<double[]> columns) {
        Similarities similarities = new Similarities(rows.size(), columns.size());
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                double cosine = cosine(rows.get(row), columns.get(column));
                similarities.cosine[row][column] = cosine;
                similarities.centred[row][column] = cosine;
                similarities.finite[row][column] = rows.get(row).length;
            }
        }
        return similarities;
    }

    private static double cosine(double[] a, double[] b) {
        double products = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            products += a[i] * b[i];
            squaresA += a[i] * a[i];
            squaresB += b[i] * b[i];
        }
        return products / Math.sqrt(squaresA * squaresB);
    }
}
