package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.KindEffect;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** Aligned rows summed up by kind of tensor. */
final class KindEffects {

    private KindEffects() {}

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
