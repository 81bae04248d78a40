package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.TensorKind;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * A few rows of the suspect, and the base's in their place: {@code 16} of each matrix of each matched layer. What a panel of
 * bases is compared on.
 *
 * @param base aligned rows of the base
 * @param suspect the suspect's
 * @param folded whether norms are multiplied in
 */
public record AlignedSamples(Map<SampledRow, float[]> base, Map<SampledRow, float[]> suspect, boolean folded) {

    /**
     * A row of the suspect.
     *
     * @param layer number of the layer
     * @param kind which tensor
     * @param row number of the row, or of the column of down and output
     */
    public record SampledRow(int layer, TensorKind kind, int row) {}

    /** Makes the maps unmodifiable. */
    public AlignedSamples {
        base = Collections.unmodifiableMap(base);
        suspect = Collections.unmodifiableMap(suspect);
    }

    /** @param rescaled whether the base's tensors are to be multiplied by their best factors */
    static AlignedSamples of(PairResults results, boolean rescaled) {
        Map<SampledRow, float[]> base = new HashMap<>();
        Map<SampledRow, float[]> suspect = new HashMap<>();
        for (AlignedRows rows : results.rows()) {
            for (int i = 0; i < rows.numbers().length; i++) {
                SampledRow key = new SampledRow(rows.layer(), rows.kind(), rows.numbers()[i]);
                float[] row = rows.base().row(i);
                base.put(key, rescaled ? scaled(row, rows.aligned().factor()) : row);
                suspect.put(key, rows.suspect().row(i));
            }
        }
        return new AlignedSamples(base, suspect, results.folded());
    }

    private static float[] scaled(float[] row, double factor) {
        float[] result = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            result[i] = (float) (factor * row[i]);
        }
        return result;
    }
}
