package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.statistics.LogProbability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * The fixed-point test on what is no transformer: the rows of every matrix that both models have under one name and shape.
 * Rows of a hidden layer are exchangeable units; those of an output are not, and matrices of one layer share their units, so
 * p-values combine by Cauchy's method and the finding never says more than that something is shared.
 *
 * <p>Reads the sampled rows of every matrix, one matrix at a time; {@code 2·1024²·m} operations for rows of m.
 *
 * @param matrices matrices that were held against each other
 * @param rows their rows, at most {@value #ROWS} each
 * @param fixed rows that are mutually nearest to the row of their number
 * @param correlation median centred cosine of the matrices
 * @param log10P combined
 */
record RowAgreement(int matrices, long rows, long fixed, double correlation, double log10P) {

    private static final int ROWS = 1024;
    private static final int FEWEST = 16;

    static RowAgreement of(CanonicalModel base, CanonicalModel suspect, long seed) throws IOException {
        Map<String, LogicalTensor> ofBase = new HashMap<>();
        base.tensors().all().filter(RowAgreement::isTestable).forEach(tensor -> ofBase.put(key(tensor), tensor));
        List<LogicalTensor> ours =
                suspect.tensors().all().filter(RowAgreement::isTestable).toList();
        List<Double> log10P = new ArrayList<>();
        List<Double> cosines = new ArrayList<>();
        long rows = 0;
        long fixed = 0;
        for (LogicalTensor tensor : ours) {
            LogicalTensor other = ofBase.get(key(tensor));
            if (other == null || !other.shape().equals(tensor.shape())) {
                continue;
            }
            int[] sample = CanonicalModel.evenly(Math.toIntExact(tensor.rows()), ROWS);
            Matrix left = CanonicalModel.rows(other, sample);
            Matrix right = CanonicalModel.rows(tensor, sample);
            int found = FixedPointTest.fixedPoints(left, right, seed);
            double cosine = Agreement.of(left, right).centredCosine();
            if (Double.isNaN(cosine)) {
                continue;
            }
            log10P.add(LogProbability.ofFixedPoints(found));
            cosines.add(cosine);
            rows += sample.length;
            fixed += found;
        }
        return new RowAgreement(
                log10P.size(),
                rows,
                fixed,
                new Median().evaluate(array(cosines)),
                LogProbability.cauchy(array(log10P)));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static String key(LogicalTensor tensor) {
        return tensor.stored().name() + " " + tensor.role();
    }

    /** Matrices of numbers that are trained and have no natural order of rows, as far as the role tells. */
    private static boolean isTestable(LogicalTensor tensor) {
        TensorKind kind = tensor.role().kind();
        boolean ordered = kind == TensorKind.POSITION_EMBEDDING
                || kind == TensorKind.BUFFER
                || kind == TensorKind.INPUT_EMBEDDING
                || kind == TensorKind.OUTPUT_HEAD
                || kind == TensorKind.SCALE;
        return tensor.shape().size() == 2
                && !ordered
                && tensor.rows() >= FEWEST
                && tensor.columns() > 1
                && CanonicalModel.isNumeric(tensor);
    }
}
