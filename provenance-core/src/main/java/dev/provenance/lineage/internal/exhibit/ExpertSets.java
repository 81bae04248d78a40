package dev.provenance.lineage.internal.exhibit;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.NullModel;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.matching.Assignment;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.matrix.Products;
import dev.provenance.message.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The experts of both models as sets without an order: matched by assignment on one half of what is read of them, measured
 * on the other. Assignment alone lifts unrelated routers to cosines of 0.03 and more; the held-out half does not know it.
 * Routers, routed experts and shared experts apart. The null: experts paired at random, on the held-out half.
 *
 * <p>Of {@value #LAYERS} layers, for each expert {@value #ROWS} rows of gate and up of at most {@value #COLUMNS} columns: 8 MB
 * for 128 experts, of both models the double. Units of an expert are held against each other in their places.
 */
final class ExpertSets {

    private static final int LAYERS = 8;
    private static final int ROWS = 4;
    private static final int COLUMNS = 2048;

    private final CanonicalModel base;
    private final CanonicalModel suspect;

    private ExpertSets(CanonicalModel base, CanonicalModel suspect) {
        this.base = base;
        this.suspect = suspect;
    }

    /** What of the experts is matched. */
    private interface Reading {
        /** One row for each expert; empty where the layer has none. */
        Optional<Matrix> of(CanonicalModel model, int layer) throws IOException;
    }

    static List<Finding> of(CanonicalModel base, CanonicalModel suspect) throws IOException {
        ExpertSets sets = new ExpertSets(base, suspect);
        return List.of(
                sets.matched(Measure.ROUTERS, ExpertSets::router),
                sets.matched(
                        Measure.ROUTED_EXPERTS,
                        (model, layer) -> experts(model, layer, TensorKind.EXPERT_GATE, TensorKind.EXPERT_UP)),
                sets.matched(Measure.SHARED_EXPERTS, ExpertSets::shared));
    }

    private Finding matched(Measure measure, Reading reading) throws IOException {
        List<Double> found = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        List<Integer> layers =
                base.layers().stream().filter(suspect.layers()::contains).toList();
        boolean widths = false;
        Optional<Matrix> before = Optional.empty();
        for (int i : CanonicalModel.evenly(layers.size(), LAYERS)) {
            Optional<Matrix> ofBase = reading.of(base, layers.get(i));
            Optional<Matrix> ofSuspect = reading.of(suspect, layers.get(i));
            if (ofBase.isEmpty() || ofSuspect.isEmpty()) {
                continue;
            }
            if (ofBase.get().columns() != ofSuspect.get().columns()) {
                widths = true;
                continue;
            }
            match(ofBase.get(), ofSuspect.get(), found, others);
            before.filter(matrix -> matrix.columns() == ofBase.get().columns())
                    .ifPresent(matrix -> all(cosines(ofBase.get(), matrix, 1), others));
            before = ofSuspect;
        }
        if (found.isEmpty() || others.isEmpty()) {
            return Exhibit.notRun(measure, widths ? "exhibit.experts-widths" : "exhibit.experts-not-run");
        }
        double cosine =
                found.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        NullModel nullModel = NullModel.of(
                Message.of("exhibit.experts-null"),
                others.stream().mapToDouble(Double::doubleValue).toArray());
        return Exhibit.of(
                measure,
                cosine,
                nullModel,
                Message.of("exhibit.experts", found.size(), cosine, nullModel.centre(), nullModel.largest()));
    }

    private static void match(Matrix base, Matrix suspect, List<Double> found, List<Double> others) {
        Matrix few = base.rows() > suspect.rows() ? suspect : base;
        Matrix many = base.rows() > suspect.rows() ? base : suspect;
        int[] partners = Assignment.largest(cosines(few, many, 0));
        Matrix heldOut = cosines(few, many, 1);
        for (int row = 0; row < partners.length; row++) {
            for (int column = 0; column < heldOut.columns(); column++) {
                (column == partners[row] ? found : others).add((double) heldOut.at(row, column));
            }
        }
    }

    private static void all(Matrix cosines, List<Double> values) {
        for (int row = 0; row < cosines.rows(); row++) {
            for (float cosine : cosines.row(row)) {
                values.add((double) cosine);
            }
        }
    }

    /** Of every second column, centred, from the first or the second on; 0 where a row has no direction. */
    private static Matrix cosines(Matrix one, Matrix other, int start) {
        int[] half =
                IntStream.range(0, one.columns() / 2).map(i -> 2 * i + start).toArray();
        Matrix left = one.transpose().select(half).transpose().centreRows().normaliseRows();
        Matrix right = other.transpose().select(half).transpose().centreRows().normaliseRows();
        return Products.timesTransposed(left, right);
    }

    private static Optional<Matrix> router(CanonicalModel model, int layer) throws IOException {
        Optional<LogicalTensor> router = model.find(layer, TensorKind.ROUTER);
        return router.isEmpty() || router.get().columns() < 2
                ? Optional.empty()
                : Optional.of(rows(router.get(), Math.toIntExact(router.get().rows())));
    }

    private static Optional<Matrix> experts(CanonicalModel model, int layer, TensorKind gate, TensorKind up)
            throws IOException {
        List<float[]> experts = new ArrayList<>();
        for (int expert : model.tensors().experts(model.component(), layer)) {
            List<float[]> rows = new ArrayList<>();
            for (TensorKind kind : List.of(gate, up)) {
                Optional<LogicalTensor> tensor = model.tensors()
                        .find(model.component(), layer, kind, expert)
                        .filter(CanonicalModel::isNumeric);
                if (tensor.isPresent()) {
                    add(rows(tensor.get(), ROWS), rows);
                }
            }
            if (!rows.isEmpty()) {
                experts.add(joined(rows));
            }
        }
        return ofOneLength(experts);
    }

    private static Optional<Matrix> shared(CanonicalModel model, int layer) throws IOException {
        List<float[]> rows = new ArrayList<>();
        for (TensorKind kind : List.of(TensorKind.SHARED_EXPERT_GATE, TensorKind.SHARED_EXPERT_UP)) {
            Optional<LogicalTensor> tensor = model.find(layer, kind);
            if (tensor.isPresent()) {
                add(rows(tensor.get(), ROWS), rows);
            }
        }
        return rows.isEmpty() ? Optional.empty() : ofOneLength(List.of(joined(rows)));
    }

    private static void add(Matrix matrix, List<float[]> rows) {
        for (int i = 0; i < matrix.rows(); i++) {
            rows.add(matrix.row(i));
        }
    }

    private static Optional<Matrix> ofOneLength(List<float[]> rows) {
        boolean alike = !rows.isEmpty()
                && rows.stream().mapToInt(row -> row.length).distinct().count() == 1;
        return alike ? Optional.of(Matrix.of(rows.toArray(float[][]::new), rows.getFirst().length)) : Optional.empty();
    }

    /** A few rows, and of long rows evenly spaced columns. */
    private static Matrix rows(LogicalTensor tensor, int most) throws IOException {
        Matrix rows = CanonicalModel.rows(tensor, CanonicalModel.evenly(Math.toIntExact(tensor.rows()), most));
        int[] columns = CanonicalModel.evenly(rows.columns(), COLUMNS);
        return columns.length == rows.columns()
                ? rows
                : rows.transpose().select(columns).transpose();
    }

    private static float[] joined(List<float[]> rows) {
        int length = rows.stream().mapToInt(row -> row.length).sum();
        float[] joined = new float[length];
        int at = 0;
        for (float[] row : rows) {
            System.arraycopy(row, 0, joined, at, row.length);
            at += row.length;
        }
        return joined;
    }
}
