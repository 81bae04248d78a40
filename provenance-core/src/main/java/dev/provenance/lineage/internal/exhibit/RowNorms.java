package dev.provenance.lineage.internal.exhibit;

import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.NullModel;
import dev.provenance.lineage.internal.exhibit.LayerStatistics.Moments;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * How the norms of rows are distributed: the Kolmogorov-Smirnov distance of row norms over their mean, by kind, median over
 * layers of equal number. The null: the same between layers of different number. Numbers and widths of rows may differ.
 *
 * <p>L² comparisons of 256 sorted numbers for each of seven kinds: a second at L = 128.
 */
final class RowNorms {

    /** Rows of a matrix below which a distribution says nothing. */
    private static final int FEWEST = 16;

    private RowNorms() {}

    static Finding of(LayerStatistics base, LayerStatistics suspect) {
        List<Double> same = new ArrayList<>();
        List<Double> other = new ArrayList<>();
        KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
        for (TensorKind kind : LayerStatistics.KINDS) {
            for (int ofBase : base.layers()) {
                double[] left = norms(base.find(ofBase, kind));
                for (int ofSuspect : suspect.layers()) {
                    double[] right = norms(suspect.find(ofSuspect, kind));
                    if (left.length >= FEWEST && right.length >= FEWEST) {
                        (ofBase == ofSuspect ? same : other).add(test.kolmogorovSmirnovStatistic(left, right));
                    }
                }
            }
        }
        if (same.isEmpty() || other.isEmpty()) {
            return Exhibit.notRun(Measure.ROW_NORMS, "exhibit.row-norms-not-run");
        }
        double distance = new Median().evaluate(array(same));
        NullModel nullModel = NullModel.of(Message.of("exhibit.row-norms-null"), array(other));
        return Exhibit.of(
                Measure.ROW_NORMS,
                distance,
                nullModel,
                Message.of("exhibit.row-norms", distance, nullModel.centre(), nullModel.smallest()));
    }

    private static double[] norms(Optional<Moments> moments) {
        double[] norms = moments.map(Moments::relativeNorms).orElse(new double[0]);
        for (double norm : norms) {
            if (!Double.isFinite(norm)) {
                return new double[0];
            }
        }
        return norms;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
