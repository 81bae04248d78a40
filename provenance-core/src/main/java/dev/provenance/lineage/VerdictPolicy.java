package dev.provenance.lineage;

/**
 * Every threshold of a verdict. The defaults come from models of known descent ("the zoo", 64 hidden units, 4 layers) and
 * a real 260-thousand-parameter model with derivations made from it.
 *
 * @param derivedCorrelation mean centred cosine of a layer's matrices from which on the layer counts as derived.
 *     Measured: continued at the full learning rate 0.79 to 0.81; a trained model and its own random start 0.25 to 0.32;
 *     two models from one random start 0.06 to 0.14; independent models −0.02 to 0.02
 * @param nullSpreads robust standard deviations by which a layer must exceed the null
 * @param standOut how far, from the next best layer of the base (0) to equality (1), a match must reach
 * @param minimalElements finite elements of a pair of matrices below which their cosine is noise: at 256 the standard
 *     deviation of the cosine of independent numbers is 0.06
 * @param minimalNull comparisons of different layers below which there is no null: three layers give six
 * @param largeChange median change of the matrices, as a share of their norm after the best factor for each (√(1 − cos²)), from
 *     which on a derivation reads as continued pre-training rather than fine-tuning. Measured: fine-tuned 0.04 to 0.15, replaced tokenizer 0.2 to 0.3, continued 0.6 to 0.8
 * @param derivedShare share of the suspect's layers that must be derived for its component to be
 * @param partCoverage share of the suspect's parameters below which a derived model reads as reused parts
 */
public record VerdictPolicy(
        double derivedCorrelation,
        double nullSpreads,
        double standOut,
        int minimalElements,
        int minimalNull,
        double largeChange,
        double derivedShare,
        double partCoverage) {

    public VerdictPolicy {
        requireWithin("derivedCorrelation", derivedCorrelation, 0, 1);
        requireWithin("nullSpreads", nullSpreads, 0, Double.MAX_VALUE);
        requireWithin("standOut", standOut, 0, 1);
        requireWithin("minimalElements", minimalElements, 4, Integer.MAX_VALUE);
        requireWithin("minimalNull", minimalNull, 2, Integer.MAX_VALUE);
        requireWithin("largeChange", largeChange, 0, Double.MAX_VALUE);
        requireWithin("derivedShare", derivedShare, 0, 1);
        requireWithin("partCoverage", partCoverage, 0, 1);
    }

    public static VerdictPolicy defaults() {
        return new VerdictPolicy(0.7, 6, 0.5, 256, 6, 0.45, 0.5, 0.5);
    }

    private static void requireWithin(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    "Policy " + name + ": expected a number from " + low + " to " + high + ", actual " + value + ".");
        }
    }
}
