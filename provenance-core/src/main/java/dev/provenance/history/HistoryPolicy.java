package dev.provenance.history;

/**
 * Every threshold on training histories, with what they were set on: one run of a small model in six checkpoints, its
 * similarity to its end 0.28, 0.36, 0.59, 0.86, 0.98, 1, and independent models of its shape, at most 0.003 from any of them.
 *
 * @param mostExcess excess of a matrix's row or column energies up to which it looks as drawn: a random start had at most 1.8,
 *     the checkpoint after 50 steps up to 13.7, trained models up to 99
 * @param drawnShare share of the matrices that must look as drawn for a random start; below half, weights are trained
 * @param sharesNothing centred cosine of layer matrices below which two checkpoints share nothing
 * @param nearBase centred cosine with a base from which on a checkpoint is near it
 * @param fallTolerance how far the similarity to the end may fall from one checkpoint to the next
 * @param almostEqual centred cosine from which on the last checkpoint is another version of the published model
 * @param outlier robust standard deviations from which on a step between checkpoints, or a gap in a log, is larger than the
 *     others explain
 * @param gapRatio times the usual distance between lines of a log from which on there is a gap
 * @param startLoss loss of a random start, as a share of ln V, at least; random starts predict about evenly
 */
public record HistoryPolicy(
        double mostExcess,
        double drawnShare,
        double sharesNothing,
        double nearBase,
        double fallTolerance,
        double almostEqual,
        double outlier,
        double gapRatio,
        double startLoss) {

    public HistoryPolicy {
        require("mostExcess", mostExcess, 0, 1e6);
        require("drawnShare", drawnShare, 0.5, 1);
        require("sharesNothing", sharesNothing, 0, 1);
        require("nearBase", nearBase, 0, 1);
        require("fallTolerance", fallTolerance, 0, 1);
        require("almostEqual", almostEqual, 0, 1);
        require("outlier", outlier, 1, 1e6);
        require("gapRatio", gapRatio, 1, 1e9);
        require("startLoss", startLoss, 0, 1);
    }

    public static HistoryPolicy defaults() {
        return new HistoryPolicy(5, 0.95, 0.02, 0.1, 0.02, 0.99, 6, 10, 0.85);
    }

    private static void require(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException("History policy " + name + ": expected a number from " + low + " to "
                    + high + ", actual " + value + ".");
        }
    }
}
