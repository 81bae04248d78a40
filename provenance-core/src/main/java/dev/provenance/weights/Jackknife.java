package dev.provenance.weights;

import dev.provenance.weights.TensorSimilarity.Intervals;
import dev.provenance.weights.internal.kernel.MomentAccumulator;
import dev.provenance.weights.internal.kernel.PairMoments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Confidence intervals of measures that are ratios of summed moments, by leaving out one part of a sample at a time
 * (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, ch. 11). With k parts, θ the measure of all and θ₋ᵢ
 * that of all but part i, the standard error is {@code s = √((k−1)/k · Σ(θ₋ᵢ − mean)²)}, times {@code √(1 − share of
 * windows read)}, the correction for a finite population (Cochran, "Sampling Techniques", 1977, ch. 2). With t the 97.5 %
 * quantile of Student's distribution the intervals are
 *
 * <ul>
 *   <li>for cosines {@code tanh(artanh θ ± t·s/(1 − θ²))}: Fisher's z, the error carried over by its derivative, which
 *       stays finite where the rest of the parts agree entirely ({@code θ₋ᵢ} = 1);
 *   <li>for relative L2 {@code θ·exp(± t·s/θ)}: its logarithm, likewise.
 * </ul>
 */
final class Jackknife {

    private static final double TWO_SIDED_95 = 0.975;

    private Jackknife() {}

    static Intervals intervals(TensorSimilarity all, List<MomentAccumulator> parts, WindowPlan plan) {
        List<TensorSimilarity> without = leaveOneOut(parts);
        double reach = reach(parts, plan);
        return new Intervals(
                cosine(all.cosine(), standardError(without, TensorSimilarity::cosine), reach),
                cosine(all.centredCosine(), standardError(without, TensorSimilarity::centredCosine), reach),
                length(all.relativeL2(), standardError(without, TensorSimilarity::relativeL2), reach));
    }

    /** Standard errors from the estimate to an end of its interval. */
    static double reach(List<MomentAccumulator> parts, WindowPlan plan) {
        double unread = 1 - (double) plan.chosen() / plan.windows();
        return new TDistribution(null, degreesOfFreedom(parts)).inverseCumulativeProbability(TWO_SIDED_95)
                * Math.sqrt(unread);
    }

    /** The measures of all parts but one, for each; from the moments of what precedes it and of what follows it. */
    static List<TensorSimilarity> leaveOneOut(List<MomentAccumulator> parts) {
        List<MomentAccumulator> following = new ArrayList<>();
        following.add(new MomentAccumulator());
        for (MomentAccumulator part : parts.reversed()) {
            MomentAccumulator longer = new MomentAccumulator();
            longer.merge(part);
            longer.merge(following.getLast());
            following.add(longer);
        }
        List<TensorSimilarity> without = new ArrayList<>();
        MomentAccumulator preceding = new MomentAccumulator();
        for (int i = 0; i < parts.size(); i++) {
            MomentAccumulator rest = new MomentAccumulator();
            rest.merge(preceding);
            rest.merge(following.get(parts.size() - 1 - i));
            without.add(TensorSimilarity.of(rest.toMoments()));
            preceding.merge(parts.get(i));
        }
        return without;
    }

    /**
     * One less than Kish's effective number of parts, (Σe)²/Σe² with e the size of a part's products, √(Σa²·Σb²): k − 1
     * where all parts weigh the same.
     */
    static double degreesOfFreedom(List<MomentAccumulator> parts) {
        double[] sizes = sizes(parts);
        double largest = Arrays.stream(sizes).max().orElse(0);
        double sum = 0;
        double squares = 0;
        for (double size : sizes) {
            double relative = size / largest;
            sum += relative;
            squares += relative * relative;
        }
        double effective = sum * sum / squares;
        return Double.isFinite(effective) ? Math.max(1, effective - 1) : 1;
    }

    /** √(Σa²·Σb²) of each part, all in one unit. */
    private static double[] sizes(List<MomentAccumulator> parts) {
        List<PairMoments> moments =
                parts.stream().map(MomentAccumulator::toMoments).toList();
        int unit = moments.stream()
                .filter(part -> part.finite() > 0)
                .mapToInt(part -> part.scaleA() + part.scaleB())
                .max()
                .orElse(0);
        return moments.stream()
                .mapToDouble(part -> Math.scalb(
                        Math.sqrt(part.squaresA()) * Math.sqrt(part.squaresB()), part.scaleA() + part.scaleB() - unit))
                .toArray();
    }

    /** Empty where the measure is undefined without some part: it rests on that part alone. */
    static OptionalDouble standardError(List<TensorSimilarity> without, Function<TensorSimilarity, Quantity> measure) {
        double mean = 0;
        double squares = 0;
        int count = 0;
        for (TensorSimilarity rest : without) {
            Quantity quantity = measure.apply(rest);
            if (!quantity.isDefined()) {
                return OptionalDouble.empty();
            }
            count++;
            double delta = quantity.value() - mean;
            mean += delta / count;
            squares += delta * (quantity.value() - mean);
        }
        return OptionalDouble.of(Math.sqrt(squares * (count - 1) / count));
    }

    private static Optional<Interval> cosine(Quantity cosine, OptionalDouble error, double reach) {
        if (!cosine.isDefined() || error.isEmpty()) {
            return Optional.empty();
        }
        double value = cosine.value();
        if (error.getAsDouble() == 0 || Math.abs(value) == 1) {
            return Optional.of(new Interval(value, value));
        }
        // tanh(artanh(v) ± d) by the addition theorem.
        double tanh = StrictMath.tanh(reach * error.getAsDouble() / ((1 - value) * (1 + value)));
        double low = (value - tanh) / (1 - value * tanh);
        double high = (value + tanh) / (1 + value * tanh);
        // Rounding may move an end past the value or past 1.
        return Optional.of(new Interval(Math.clamp(low, -1, value), Math.clamp(high, value, 1)));
    }

    private static Optional<Interval> length(Quantity length, OptionalDouble error, double reach) {
        if (!length.isDefined() || error.isEmpty()) {
            return Optional.empty();
        }
        double value = length.value();
        if (error.getAsDouble() == 0) {
            return Optional.of(new Interval(value, value));
        }
        double factor = StrictMath.exp(reach * error.getAsDouble() / value);
        double high = value * factor;
        return Double.isFinite(high) ? Optional.of(new Interval(value / factor, high)) : Optional.empty();
    }
}
