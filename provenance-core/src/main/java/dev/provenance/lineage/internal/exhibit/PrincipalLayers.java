package dev.provenance.lineage.internal.exhibit;

import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.LayerPicture;
import dev.provenance.lineage.LayerPicture.Point;
import dev.provenance.lineage.LayerPicture.Side;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.NullModel;
import dev.provenance.lineage.internal.exhibit.LayerStatistics.Moments;
import dev.provenance.lineage.internal.statistics.Wasserstein;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * Principal components of per-layer features of both models together, and the 1-Wasserstein distance between the base's
 * and the suspect's layers along the first two. The null: the same layers, dealt to two models at random. A copy lies
 * below it; so do models of one recipe, whose layers have alike moments without sharing a weight.
 *
 * <p>Features do not depend on shapes, so any two models can be held against each other. At most 256 layers of 27 features:
 * the decomposition takes milliseconds.
 *
 * @param picture the points
 * @param finding the distance beside its null
 */
record PrincipalLayers(Optional<LayerPicture> picture, Finding finding) {

    private static final int DEALS = 199;

    static PrincipalLayers of(LayerStatistics base, LayerStatistics suspect, long seed) {
        List<String> names = new ArrayList<>();
        List<double[]> features = new ArrayList<>();
        for (TensorKind kind : LayerStatistics.KINDS) {
            if (base.hasEverywhere(kind) && suspect.hasEverywhere(kind)) {
                for (int feature = 0; feature < 3; feature++) {
                    double[] values = standardised(values(base, suspect, kind, feature));
                    if (values.length > 0) {
                        names.add(kind
                                + List.of(" mean", " deviation", " kurtosis").get(feature));
                        features.add(values);
                    }
                }
            }
        }
        int ofBase = base.layers().size();
        int all = ofBase + suspect.layers().size();
        if (features.size() < 2 || ofBase < 2 || all - ofBase < 2) {
            return new PrincipalLayers(
                    Optional.empty(), Exhibit.notRun(Measure.LAYER_FEATURES, "exhibit.layer-features-not-run"));
        }
        RealMatrix points = new Array2DRowRealMatrix(features.toArray(double[][]::new)).transpose();
        SingularValueDecomposition decomposition = new SingularValueDecomposition(points);
        double[] x = coordinates(decomposition, 0);
        double[] y = coordinates(decomposition, 1);
        double[] values = decomposition.getSingularValues();
        double total = Arrays.stream(values).map(value -> value * value).sum();
        List<Point> drawn = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            boolean first = i < ofBase;
            int layer = first ? base.layers().get(i) : suspect.layers().get(i - ofBase);
            drawn.add(new Point(first ? Side.BASE : Side.SUSPECT, layer, x[i], y[i]));
        }
        LayerPicture picture =
                new LayerPicture(names, values[0] * values[0] / total, values[1] * values[1] / total, drawn);
        return new PrincipalLayers(Optional.of(picture), finding(x, y, ofBase, seed));
    }

    private static Finding finding(double[] x, double[] y, int ofBase, long seed) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, x.length).boxed().toList());
        double distance = distance(x, y, order, ofBase);
        Random random = new Random(seed);
        double[] dealt = new double[DEALS];
        for (int i = 0; i < DEALS; i++) {
            Collections.shuffle(order, random);
            dealt[i] = distance(x, y, order, ofBase);
        }
        NullModel nullModel = NullModel.of(Message.of("exhibit.layer-features-null", DEALS), dealt);
        return Exhibit.of(
                Measure.LAYER_FEATURES,
                distance,
                nullModel,
                Message.of(
                        "exhibit.layer-features",
                        distance,
                        nullModel.centre(),
                        nullModel.smallest(),
                        nullModel.largest()));
    }

    private static double distance(double[] x, double[] y, List<Integer> order, int ofBase) {
        return (distance(x, order, ofBase) + distance(y, order, ofBase)) / 2;
    }

    private static double distance(double[] values, List<Integer> order, int ofBase) {
        double[] dealt = order.stream().mapToDouble(i -> values[i]).toArray();
        return Wasserstein.distance(Arrays.copyOf(dealt, ofBase), Arrays.copyOfRange(dealt, ofBase, dealt.length));
    }

    /** Along one component, with the sign that makes its largest loading positive. */
    private static double[] coordinates(SingularValueDecomposition decomposition, int component) {
        double[] loadings = decomposition.getV().getColumn(component);
        double largest = Arrays.stream(loadings)
                .reduce((a, b) -> Math.abs(b) > Math.abs(a) ? b : a)
                .orElse(1);
        double scale = Math.signum(largest) * decomposition.getSingularValues()[component];
        return Arrays.stream(decomposition.getU().getColumn(component))
                .map(value -> value * scale)
                .toArray();
    }

    private static double[] values(LayerStatistics base, LayerStatistics suspect, TensorKind kind, int feature) {
        return Stream.of(base, suspect)
                .flatMapToDouble(model -> model.layers().stream()
                        .mapToDouble(layer -> feature(model.find(layer, kind).orElseThrow(), feature)))
                .toArray();
    }

    private static double feature(Moments moments, int feature) {
        return switch (feature) {
            case 0 -> moments.mean();
            case 1 -> moments.deviation();
            default -> moments.kurtosis();
        };
    }

    /** With mean 0 and standard deviation 1; empty if they do not vary or are not all finite. */
    private static double[] standardised(double[] values) {
        double mean = new Mean().evaluate(values);
        double deviation = new StandardDeviation().evaluate(values);
        return deviation > 1e-12 * Math.abs(mean) && Double.isFinite(deviation)
                ? Arrays.stream(values).map(value -> (value - mean) / deviation).toArray()
                : new double[0];
    }
}
