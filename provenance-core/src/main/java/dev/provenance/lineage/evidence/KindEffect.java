package dev.provenance.lineage.evidence;

import dev.provenance.architecture.TensorKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Direct measures of one kind of tensor before and after layers, units and the basis were aligned: medians over layers of
 * what was sampled.
 *
 * @param kind which tensor
 * @param tensors in how many layers
 * @param rawCosine cosine as stored, rows of equal number; NaN where shapes differ
 * @param rawCentredCosine centred cosine as stored
 * @param cosine aligned
 * @param centredCosine aligned
 * @param relativeL2 aligned, by the base's norm
 * @param smallestFactor smallest best factor from base to suspect
 * @param largestFactor largest best factor
 */
public record KindEffect(
        TensorKind kind,
        int tensors,
        double rawCosine,
        double rawCentredCosine,
        double cosine,
        double centredCosine,
        double relativeL2,
        double smallestFactor,
        double largestFactor) {

    static List<KindEffect> of(List<AlignedRows> rows) {
        List<KindEffect> effects = new ArrayList<>();
        for (TensorKind kind : TensorKind.values()) {
            List<AlignedRows> members =
                    rows.stream().filter(row -> row.kind() == kind).toList();
            if (!members.isEmpty()) {
                List<Agreement> raw = members.stream().map(AlignedRows::raw).toList();
                List<Agreement> aligned =
                        members.stream().map(AlignedRows::aligned).toList();
                double[] factors =
                        aligned.stream().mapToDouble(Agreement::factor).sorted().toArray();
                effects.add(new KindEffect(
                        kind,
                        members.size(),
                        median(raw, Agreement::cosine),
                        median(raw, Agreement::centredCosine),
                        median(aligned, Agreement::cosine),
                        median(aligned, Agreement::centredCosine),
                        median(aligned, Agreement::relativeL2),
                        factors[0],
                        factors[factors.length - 1]));
            }
        }
        return effects;
    }

    private interface Measure {
        double of(Agreement agreement);
    }

    private static double median(List<Agreement> agreements, Measure measure) {
        return new Median()
                .evaluate(agreements.stream()
                        .mapToDouble(measure::of)
                        .filter(Double::isFinite)
                        .toArray());
    }
}
