package dev.provenance.lineage.internal.exhibit;

import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.NullModel;
import dev.provenance.message.Message;
import java.util.OptionalDouble;

/** Makes findings that are shown and not counted. They have no p-value: none of their nulls is what independence would give. */
final class Exhibit {

    private Exhibit() {}

    /** @param value the measure, in the units of its null */
    static Finding of(Measure measure, double value, NullModel nullModel, Message reason) {
        return new Finding(
                Claim.EXHIBIT,
                "",
                measure,
                Double.NaN,
                value,
                nullModel,
                OptionalDouble.empty(),
                0,
                Outcome.NOT_COUNTED,
                reason);
    }

    static Finding notRun(Measure measure, String key, Object... arguments) {
        return Finding.notRun(Claim.EXHIBIT, "", measure, Message.of(key, arguments));
    }
}
