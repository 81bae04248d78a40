package dev.provenance.lineage;

import dev.provenance.message.Message;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Every threshold of a verdict. The defaults come from models of known descent ("the zoo", 64 hidden units, 4 layers) and a
 * real 260-thousand-parameter model with derivations made from it; with other seeds and sizes (128 hidden units, 6 layers)
 * they held. Towers beside a text model are held to the same numbers: with the layers of the zoo's models as towers, with
 * their gates and without, they gave no false accusation.
 *
 * {@snippet class="dev.provenance.snippets.Reports" region="policy"}
 *
 * @param log10Significance decimal logarithm of the p-value that a claim of shared weights needs
 * @param matchNullRate share of units that the match test may find in unrelated layers: the largest that independent
 *     models gave was 0.041 by weights and 0.023 by embeddings; p-values are of a binomial with this rate, which makes them
 *     larger than they are
 * @param firstLayerNullRate the same for the first layer against the first, whose input the embeddings are: 0.058
 * @param matchShare share of the units that could match from which on a layer of the suspect is taken for a layer of the
 *     base: derivations gave 0.99 and more, shared initial random numbers 0.03
 * @param derivedCorrelation centred cosine of the matched, aligned weights from which on they share training. Measured:
 *     continued at the full learning rate 0.79 to 0.81; a trained model and its own random start 0.25 to 0.32; two models from
 *     one random start 0.06 to 0.14, and up to 0.99 while they are short, which norms and even matrices tell
 * @param derivedNorms correlation of norm weights, which start at a constant, from which on they share training: continued
 *     0.86, a replaced tokenizer 0.96. Two short trainings from one random start on the same data in another order reach 0.70
 *     when most of their matrices show training, on other data 0.09; a checkpoint after an eighth of the training has 0.52
 *     with its end, and is not told from them
 * @param correlationWithoutNorms what is asked of the weights where norms cannot be held against each other: such trainings
 *     have 0.89 and less from when on most of their matrices show that they were trained
 * @param partCorrelation centred cosine of embeddings or heads from which on they are the same part: continued 0.85, one
 *     random start at most 0.56 for any group of tokens
 * @param largeChange change of the matrices, as a share of their norm after the best factor for each (√(1 − cos²)), from
 *     which on a derivation reads as continued pre-training rather than fine-tuning. Measured: fine-tuned 0.04 to 0.15,
 *     replaced tokenizer 0.2 to 0.3, continued 0.6 to 0.8
 * @param roundingChange the same change up to which a disguised copy is the other model, rounded: a rotated copy in BF16
 *     0.002, the smallest fine-tune 0.009
 * @param factor how far from 1, as a ratio, a tensor's best factor must be for the model to be called rescaled: continued
 *     training 0.93, disguised copies 1.3 and more
 * @param adapterGap largest ratio of one singular value of a change to the one before that makes the change low in rank:
 *     rank 4 gave 0.002, all others 0.72 and more
 * @param mergeResidual relative distance from a combination of two bases up to which the suspect is their merge: 0.002,
 *     the next case 0.012
 * @param mergeSpread standard deviation of the coefficients over tensors up to which they are one number: 0.0003, the next
 *     case 0.008
 * @param between largest cosine of two models' changes from a third for the third to lie between them
 * @param alikeWithoutNull centred cosine from which on a tensor that no test covers is named to the reader
 * @param fewestNumbers finite numbers of a matrix below which its equality says nothing
 * @param newEmbeddings centred cosine of embeddings of shared tokens below which they are not the base's
 * @param nearOnGrid centred cosine of the weights from which on numbers on a coarse grid are a quantised copy
 * @param keptSlope slope of the later model's weights on the earlier one's, at least
 * @param lostSlope slope of the earlier model's weights on the later one's, at most
 * @param adapterShift how much of a low-rank change the earlier model may have for it to be the earlier one; 1 less this is
 *     asked of the later one
 * @param samePoint relative distance up to which two models of a panel are one
 * @param closeToPermutation mean of |R| at the places of the best permutation, R the rotation that fits the embeddings, from
 *     which on R is that permutation, blurred by training
 * @param reordered centred cosine below which rows of attention are looked for in another order (of a few rows: their cosine by
 *     the median of all), and the share of them that must be found there
 * @param undone logarithm of the product of two factors up to which one undoes the other
 * @param offGrid how far from a whole multiple a number may be, in steps of a grid
 * @param mergeShare share of a merge above which a base has a part in it
 * @param mergeDistance relative distance of two bases below which a merge's coefficients may spread more, in proportion
 * @param drawnExcess excess of the energies of a matrix's rows or columns up to which its numbers may have been drawn one by
 *     one, in standard deviations: a random start had at most 1.8, most matrices of trained models 9 to 99
 * @param elsewhere share of the rows of attention found anew that must have another number to be called reordered: training
 *     that changed them much in their places left at most 0.1, heads of another order nearly all
 */
public record VerdictPolicy(
        double log10Significance,
        double matchNullRate,
        double firstLayerNullRate,
        double matchShare,
        double derivedCorrelation,
        double derivedNorms,
        double correlationWithoutNorms,
        double partCorrelation,
        double largeChange,
        double roundingChange,
        double factor,
        double adapterGap,
        double mergeResidual,
        double mergeSpread,
        double between,
        double alikeWithoutNull,
        double fewestNumbers,
        double newEmbeddings,
        double nearOnGrid,
        double keptSlope,
        double lostSlope,
        double adapterShift,
        double samePoint,
        double closeToPermutation,
        double reordered,
        double undone,
        double offGrid,
        double mergeShare,
        double mergeDistance,
        double drawnExcess,
        double elsewhere) {

    private static final List<String> NAMES = Arrays.stream(VerdictPolicy.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList();

    /**
     * Checks that every threshold can be met.
     *
     * @throws IllegalArgumentException if one is outside the range of what it bounds
     */
    public VerdictPolicy {
        requireWithin("log10Significance", log10Significance, -1e9, 0);
        requireWithin("matchNullRate", matchNullRate, 1e-9, 0.5);
        requireWithin("firstLayerNullRate", firstLayerNullRate, 1e-9, 0.5);
        requireWithin("matchShare", matchShare, 0, 1);
        requireWithin("derivedCorrelation", derivedCorrelation, 0, 1);
        requireWithin("derivedNorms", derivedNorms, 0, 1);
        requireWithin("correlationWithoutNorms", correlationWithoutNorms, 0, 1);
        requireWithin("partCorrelation", partCorrelation, 0, 1);
        requireWithin("largeChange", largeChange, 0, 1);
        requireWithin("roundingChange", roundingChange, 0, 1);
        requireWithin("factor", factor, 1, Double.MAX_VALUE);
        requireWithin("adapterGap", adapterGap, 0, 1);
        requireWithin("mergeResidual", mergeResidual, 0, 1);
        requireWithin("mergeSpread", mergeSpread, 0, 1);
        requireWithin("between", between, 0, 1);
        requireWithin("alikeWithoutNull", alikeWithoutNull, 0, 1);
        requireWithin("fewestNumbers", fewestNumbers, 1, 1e9);
        requireWithin("newEmbeddings", newEmbeddings, 0, 1);
        requireWithin("nearOnGrid", nearOnGrid, 0, 1);
        requireWithin("keptSlope", keptSlope, 0, 1);
        requireWithin("lostSlope", lostSlope, 0, 1);
        requireWithin("adapterShift", adapterShift, 0, 0.5);
        requireWithin("samePoint", samePoint, 0, 1);
        requireWithin("closeToPermutation", closeToPermutation, 0, 1);
        requireWithin("reordered", reordered, 0, 1);
        requireWithin("undone", undone, 0, 10);
        requireWithin("offGrid", offGrid, 0, 0.5);
        requireWithin("mergeShare", mergeShare, 0, 1);
        requireWithin("mergeDistance", mergeDistance, 1e-9, 1);
        requireWithin("drawnExcess", drawnExcess, 0, 1e6);
        requireWithin("elsewhere", elsewhere, 0, 1);
    }

    /** The thresholds that come with the library. */
    public static VerdictPolicy defaults() {
        return new VerdictPolicy(
                -6, 0.06, 0.12, 0.3, 0.5, 0.8, 0.95, 0.7, 0.45, 0.004, 1.2, 0.1, 0.005, 0.003, 0.35, 0.7, 256, 0.3,
                0.95, 0.85, 0.8, 1.0 / 3, 0.004, 0.7, 0.5, 0.05, 0.02, 0.02, 0.1, 5, 0.25);
    }

    /**
     * These thresholds with another number for one of them.
     *
     * @param threshold its name
     * @throws IllegalArgumentException if there is none of this name, or the number is out of its range
     */
    public VerdictPolicy with(String threshold, double value) {
        int place = NAMES.indexOf(threshold);
        if (place < 0) {
            throw new IllegalArgumentException("Policy: expected the name of a threshold (" + String.join(", ", NAMES)
                    + "), actual '" + threshold + "'.");
        }
        double[] values = values();
        values[place] = value;
        return new VerdictPolicy(
                values[0],
                values[1],
                values[2],
                values[3],
                values[4],
                values[5],
                values[6],
                values[7],
                values[8],
                values[9],
                values[10],
                values[11],
                values[12],
                values[13],
                values[14],
                values[15],
                values[16],
                values[17],
                values[18],
                values[19],
                values[20],
                values[21],
                values[22],
                values[23],
                values[24],
                values[25],
                values[26],
                values[27],
                values[28],
                values[29],
                values[30]);
    }

    private double[] values() {
        return new double[] {
            log10Significance,
            matchNullRate,
            firstLayerNullRate,
            matchShare,
            derivedCorrelation,
            derivedNorms,
            correlationWithoutNorms,
            partCorrelation,
            largeChange,
            roundingChange,
            factor,
            adapterGap,
            mergeResidual,
            mergeSpread,
            between,
            alikeWithoutNull,
            fewestNumbers,
            newEmbeddings,
            nearOnGrid,
            keptSlope,
            lostSlope,
            adapterShift,
            samePoint,
            closeToPermutation,
            reordered,
            undone,
            offGrid,
            mergeShare,
            mergeDistance,
            drawnExcess,
            elsewhere
        };
    }

    /** Every threshold with its meaning, its source and whether it was replaced. */
    public List<Threshold> thresholds() {
        double[] values = values();
        double[] standard = defaults().values();
        return IntStream.range(0, values.length)
                .mapToObj(i -> new Threshold(
                        NAMES.get(i),
                        values[i],
                        standard[i],
                        Message.of("policy." + NAMES.get(i)),
                        Message.of("policy." + NAMES.get(i) + "-source")))
                .toList();
    }

    private static void requireWithin(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    "Policy " + name + ": expected a number from " + low + " to " + high + ", actual " + value + ".");
        }
    }
}
