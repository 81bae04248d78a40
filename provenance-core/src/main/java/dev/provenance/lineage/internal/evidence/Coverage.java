package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.TensorKind;
import java.util.Optional;

/** Shares of the suspect's parameters that a test rests on. */
final class Coverage {

    private Coverage() {}

    private static double share(PairResults results, long elements) {
        long all = results.suspect()
                .tensors()
                .all()
                .mapToLong(tensor -> tensor.view().elementCount())
                .sum();
        return all == 0 ? 0 : Math.min(1, (double) elements / all);
    }

    /** So many hidden units. */
    static double ofUnits(PairResults results, long units) {
        return share(results, units * results.suspect().weightsOfUnit());
    }

    /** The value projections of all layers. */
    static double ofValues(PairResults results) {
        long elements = 0;
        for (int layer : results.suspect().layers()) {
            Optional<LogicalTensor> values = results.suspect().find(layer, TensorKind.ATTENTION_VALUE);
            elements += values.map(tensor -> tensor.view().elementCount()).orElse(0L);
        }
        return share(results, elements);
    }

    /** Rows of an embedding or head. */
    static double ofTokens(PairResults results, AlignedRows rows) {
        return share(results, (long) rows.suspect().rows() * rows.suspect().columns());
    }
}
