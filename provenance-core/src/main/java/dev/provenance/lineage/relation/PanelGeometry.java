package dev.provenance.lineage.relation;

import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.evidence.AlignedSamples;
import dev.provenance.lineage.evidence.AlignedSamples.SampledRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where related bases and the suspect lie to each other, in the suspect's coordinates, on sampled rows. Changes by separate
 * training are nearly orthogonal, so squared distances add up along a tree of descent; of three models each hangs on its
 * branch of length {@code (d²(A,B) + d²(A,C) − d²(B,C))/2} (Buneman 1971), and one whose branch is next to nothing beside the
 * others lies between them. Where the others' branches differ much, the smaller one drowns in what the changes have in
 * common, and nothing is concluded. Training on the same data makes changes alike, which can put a sibling between: that is
 * why all models of a panel vote.
 *
 * <p>With p related bases p² distances over 16 rows of each matrix.
 */
final class PanelGeometry {

    /** Relative distance below which two models are one point. */
    private static final double SAME_POINT = 0.004;

    private final List<AlignedSamples> bases;
    private final VerdictPolicy policy;

    /** @param bases related to the suspect, in the same form: all with norms folded, or none */
    PanelGeometry(List<AlignedSamples> bases, VerdictPolicy policy) {
        this.bases = List.copyOf(bases);
        this.policy = policy;
    }

    /** A model of the panel, or the suspect. */
    private interface Point {
        float[] row(SampledRow key);
    }

    private Point base(int index) {
        return key -> Objects.requireNonNull(bases.get(index).base().get(key));
    }

    private Point suspect(int index) {
        return key -> Objects.requireNonNull(bases.get(index).suspect().get(key));
    }

    private Set<SampledRow> common(int... indices) {
        Set<SampledRow> keys = new TreeSet<>(Comparator.comparingInt(SampledRow::layer)
                .thenComparing(SampledRow::kind)
                .thenComparingInt(SampledRow::row));
        keys.addAll(bases.get(indices[0]).base().keySet());
        for (int index : indices) {
            keys.retainAll(bases.get(index).base().keySet());
        }
        return keys;
    }

    private static double squaredDistance(Set<SampledRow> keys, Point one, Point other) {
        double sum = 0;
        for (SampledRow key : keys) {
            float[] a = one.row(key);
            float[] b = other.row(key);
            for (int i = 0; i < a.length; i++) {
                double difference = (double) a[i] - b[i];
                sum += difference * difference;
            }
        }
        return sum;
    }

    /**
     * Which of three models lies between the others.
     *
     * @return 0, 1 or 2; −1 if none does, or two are one point
     */
    private int middle(Set<SampledRow> keys, Point... models) {
        double[] squared = new double[3];
        for (int i = 0; i < 3; i++) {
            squared[i] = squaredDistance(keys, models[(i + 1) % 3], models[(i + 2) % 3]);
        }
        double size = squaredDistance(keys, models[0], key -> new float[models[0].row(key).length]);
        if (Arrays.stream(squared).min().orElse(0) <= SAME_POINT * SAME_POINT * size) {
            return -1;
        }
        for (int i = 0; i < 3; i++) {
            double own = (squared[(i + 1) % 3] + squared[(i + 2) % 3] - squared[i]) / 2;
            double one = (squared[i] + squared[(i + 2) % 3] - squared[(i + 1) % 3]) / 2;
            double other = (squared[i] + squared[(i + 1) % 3] - squared[(i + 2) % 3]) / 2;
            double smaller = Math.min(one, other);
            if (smaller >= policy.between() * policy.between() / 2 * Math.max(one, other)
                    && Math.abs(own) <= policy.between() * smaller) {
                return i;
            }
        }
        return -1;
    }

    /**
     * How the panel votes on the places of one base and the suspect.
     *
     * @param between bases that lie between them
     * @param behind bases to which the base lies between them and the suspect
     * @param beyond bases to which the suspect lies between them and the base
     */
    record Votes(List<Integer> between, List<Integer> behind, List<Integer> beyond) {}

    /** The votes of the other bases; several that are one point have one vote. */
    Votes votes(int index) {
        Votes votes = new Votes(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Integer> counted = new ArrayList<>();
        for (int other = 0; other < bases.size(); other++) {
            int candidate = other;
            Set<SampledRow> keys = common(index, other);
            if (other == index
                    || !enough(keys)
                    || counted.stream().anyMatch(earlier -> isOnePoint(earlier, candidate))) {
                continue;
            }
            counted.add(other);
            switch (middle(keys, base(other), base(index), suspect(index))) {
                case 0 -> votes.between().add(other);
                case 1 -> votes.behind().add(other);
                case 2 -> votes.beyond().add(other);
                default -> {}
            }
        }
        return votes;
    }

    private boolean isOnePoint(int one, int other) {
        Set<SampledRow> keys = common(one, other);
        double size =
                squaredDistance(keys, base(one), key -> new float[base(one).row(key).length]);
        return squaredDistance(keys, base(one), base(other)) <= SAME_POINT * SAME_POINT * size;
    }

    private static boolean enough(Set<SampledRow> keys) {
        return keys.size() >= 32;
    }

    /**
     * The suspect as a combination of two bases.
     *
     * @param first index of one base
     * @param second index of the other
     * @param firstShare coefficient of the first, mean over tensors
     * @param secondShare coefficient of the second
     * @param residual what is left, as a share of the suspect's norm
     * @param spread standard deviation of the first's coefficient over tensors
     */
    record Merge(int first, int second, double firstShare, double secondShare, double residual, double spread) {}

    /** The best pair of bases, if the suspect is their combination up to rounding, the same in all tensors. */
    Optional<Merge> merge() {
        List<Merge> merges = new ArrayList<>();
        for (int i = 0; i < bases.size(); i++) {
            for (int j = i + 1; j < bases.size(); j++) {
                merge(i, j).ifPresent(merges::add);
            }
        }
        return merges.stream().min(Comparator.comparingDouble(Merge::residual));
    }

    private Optional<Merge> merge(int i, int j) {
        Set<SampledRow> keys = common(i, j);
        if (!enough(keys)) {
            return Optional.empty();
        }
        List<double[]> coefficients = new ArrayList<>();
        double left = 0;
        double all = 0;
        for (Set<SampledRow> tensor : byTensor(keys)) {
            double[] sums = sums(tensor, base(i), base(j), suspect(i));
            double determinant = sums[0] * sums[2] - sums[1] * sums[1];
            // Two bases that are one point cannot share a combination.
            if (!(determinant > SAME_POINT * SAME_POINT * sums[0] * sums[2])) {
                return Optional.empty();
            }
            double first = (sums[3] * sums[2] - sums[4] * sums[1]) / determinant;
            double second = (sums[4] * sums[0] - sums[3] * sums[1]) / determinant;
            coefficients.add(new double[] {first, second});
            left += Math.max(0, sums[5] - first * sums[3] - second * sums[4]);
            all += sums[5];
        }
        double[] firsts = coefficients.stream().mapToDouble(pair -> pair[0]).toArray();
        double first = Arrays.stream(firsts).average().orElse(Double.NaN);
        double second =
                coefficients.stream().mapToDouble(pair -> pair[1]).average().orElse(Double.NaN);
        double spread = Math.sqrt(Arrays.stream(firsts)
                .map(value -> (value - first) * (value - first))
                .average()
                .orElse(Double.NaN));
        double residual = Math.sqrt(left / all);
        boolean isMerge = residual <= policy.mergeResidual()
                && spread <= policy.mergeSpread() / Math.min(1, distance(keys, i, j))
                && Math.min(first, second) > 0.02;
        return isMerge ? Optional.of(new Merge(i, j, first, second, residual, spread)) : Optional.empty();
    }

    /** Relative distance of two bases, on which the precision of a coefficient depends. */
    private double distance(Set<SampledRow> keys, int i, int j) {
        double[] sums = sums(keys, base(i), base(j), suspect(i));
        return Math.sqrt(Math.max(1e-12, (sums[0] - 2 * sums[1] + sums[2]) / sums[0])) * 10;
    }

    private static List<Set<SampledRow>> byTensor(Set<SampledRow> keys) {
        List<Set<SampledRow>> tensors = new ArrayList<>();
        SampledRow before = null;
        for (SampledRow key : keys) {
            if (before == null || before.layer() != key.layer() || before.kind() != key.kind()) {
                tensors.add(new LinkedHashSet<>());
            }
            tensors.getLast().add(key);
            before = key;
        }
        return tensors;
    }

    /** aa, ab, bb, as, bs, ss. */
    private static double[] sums(Set<SampledRow> keys, Point first, Point second, Point suspect) {
        double[] sums = new double[6];
        for (SampledRow key : keys) {
            float[] a = first.row(key);
            float[] b = second.row(key);
            float[] s = suspect.row(key);
            for (int i = 0; i < a.length; i++) {
                sums[0] += (double) a[i] * a[i];
                sums[1] += (double) a[i] * b[i];
                sums[2] += (double) b[i] * b[i];
                sums[3] += (double) a[i] * s[i];
                sums[4] += (double) b[i] * s[i];
                sums[5] += (double) s[i] * s[i];
            }
        }
        return sums;
    }
}
