package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.MlpUnits;
import dev.provenance.lineage.internal.matching.MutualNeighbours;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.statistics.LogProbability;
import java.io.IOException;
import java.util.Optional;

/**
 * How many hidden units of a layer of the suspect are nearest to the base's unit of the same number, mutually. Training
 * treats all units of a layer alike, so where nothing is shared the numbering of one side is as good as any other, and the
 * chance of k or more is at most 1/k!, exactly, for any weights (exchangeable units: Zhu, Ahmed, Kuditipudi, Liang, arXiv 2502.12292).
 * A unit is its rows of gate and up, its column of down and, where both models have them, its biases.
 *
 * <p>Of layers with more units than {@value #UNITS}, evenly spaced ones, the same in both, stand for all. n units of d
 * weights in each of gate, up and down cost {@code 6·n²·d} operations and reading down whole: at n = 1,024, d = 2,048 a
 * fifth of a second, at d = 16,384 two, and {@code 6·n·d} floats, 400 MB at d = 16,384.
 *
 * @param suspectLayer number of the suspect's layer
 * @param baseLayer number of the base's layer
 * @param units units that were looked at
 * @param fixed those that are mutually nearest to the unit of their own number
 * @param log10P decimal logarithm of the bound
 */
record FixedPointTest(int suspectLayer, int baseLayer, int units, int fixed, double log10P) {

    static final int UNITS = 1024;

    /** Empty where a layer has no MLP, or the two differ in number or width of units. */
    static Optional<FixedPointTest> of(
            CanonicalModel base, int baseLayer, CanonicalModel suspect, int suspectLayer, long seed)
            throws IOException {
        Optional<MlpUnits> ofBase = base.units(baseLayer);
        Optional<MlpUnits> ofSuspect = suspect.units(suspectLayer);
        if (ofBase.isEmpty() || ofSuspect.isEmpty() || !comparable(ofBase.get(), ofSuspect.get())) {
            return Optional.empty();
        }
        int[] units = CanonicalModel.evenly(ofBase.get().count(), UNITS);
        boolean biases = ofBase.get().hasBiases() && ofSuspect.get().hasBiases();
        int fixed =
                fixedPoints(ofBase.get().weights(units, biases), ofSuspect.get().weights(units, biases), seed);
        return Optional.of(
                new FixedPointTest(suspectLayer, baseLayer, units.length, fixed, LogProbability.ofFixedPoints(fixed)));
    }

    static boolean comparable(MlpUnits base, MlpUnits suspect) {
        return base.count() == suspect.count()
                && base.width() == suspect.width()
                && base.hasGate() == suspect.hasGate();
    }

    /** Rows that are mutually nearest to the row of the same number. */
    static int fixedPoints(Matrix base, Matrix suspect, long seed) {
        int[] partners = MutualNeighbours.of(base, suspect, seed);
        int fixed = 0;
        for (int i = 0; i < partners.length; i++) {
            if (partners[i] == i) {
                fixed++;
            }
        }
        return fixed;
    }

    double share() {
        return units == 0 ? 0 : (double) fixed / units;
    }
}
