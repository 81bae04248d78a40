package dev.provenance.tokenizer.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.special.Gamma;

/**
 * How surprising the common order of two tokenizers would be for independently trained ones.
 *
 * <p>Under independence the places of n common tokens are random, but not uniform: frequent tokens are early in both. Let
 * their joint density be at most M times the uniform one. The expected number of increasing sequences of length k is then
 * at most C(n, k)·Mᵏ/k!, which bounds the probability of a longest one of at least k (first moment; for M = 1 see Romik,
 * The Surprising Mathematics of Longest Increasing Subsequences, 2015, section 1.2), and the longest one is near 2√(Mn).
 * M is calibrated on real tokenizers of independent training, see {@link RelationPolicy}.
 *
 * @param measures the orders that were compared
 * @param log10P decimal logarithm of the bound on the probability, corrected for the number of orders; 0 says nothing
 */
public record OrderEvidence(List<Measure> measures, double log10P) {

    /** What is put in order. */
    public enum Ordering {
        IDS("ids"),
        LEARNING("order of learning"),
        MERGES("merges");

        private final String label;

        Ordering(String label) {
            this.label = label;
        }

        /** In English. */
        @Override
        public String toString() {
            return label;
        }
    }

    /**
     * One order.
     *
     * @param ordering what was put in order
     * @param order the result
     * @param log10P decimal logarithm of the bound for this order alone
     */
    public record Measure(Ordering ordering, PairedOrder order, double log10P) {}

    public OrderEvidence {
        measures = List.copyOf(measures);
    }

    /** Collects orders under a density bound. */
    static final class Builder {

        private final double density;
        private final List<Measure> measures = new ArrayList<>();

        Builder(double density) {
            this.density = density;
        }

        void add(Ordering ordering, PairedOrder order) {
            measures.add(new Measure(ordering, order, log10P(order.items(), order.longest(), density)));
        }

        OrderEvidence build() {
            double smallest =
                    measures.stream().mapToDouble(Measure::log10P).min().orElse(0);
            return new OrderEvidence(measures, Math.min(0, smallest + Math.log10(Math.max(1, measures.size()))));
        }
    }

    /** log10 of min(1, C(n, k)·Mᵏ/k!). */
    static double log10P(int n, int k, double density) {
        double ln = Gamma.logGamma(n + 1.0)
                - 2 * Gamma.logGamma(k + 1.0)
                - Gamma.logGamma(n - k + 1.0)
                + k * Math.log(density);
        return Math.min(0, ln / Math.log(10));
    }

    /** The least probable order; of equal ones that with the largest share in common. */
    Measure strongest() {
        return measures.stream()
                .min(Comparator.comparingDouble(Measure::log10P)
                        .thenComparingDouble(measure -> -measure.order().share().orElse(0)))
                .orElseThrow();
    }
}
