package dev.provenance.lineage.internal.relation;

import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.evidence.AlignedSamples;
import dev.provenance.lineage.internal.evidence.AlignedSamples.SampledRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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

    private final List<AlignedSamples> bases;
    private final VerdictPolicy policy;
    private final Set<Integer> older;

    /**
     * @param bases related to the suspect, in the same form: all with norms folded, or none
     * @param older indices of those that are known to be older than the suspect
     */
    PanelGeometry(List<AlignedSamples> bases, VerdictPolicy policy, Set<Integer> older) {
        this.bases = List.copyOf(bases);
        this.policy = policy;
        this.older = older;
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

    private Set<SampledRow> common(int one, int other) {
        return common(bases, List.of(one, other));
    }

    /** The rows that all of these bases have, tensor by tensor. */
    static Set<SampledRow> common(List<AlignedSamples> bases, List<Integer> indices) {
        Set<SampledRow> keys = new TreeSet<>(Comparator.comparingInt(SampledRow::layer)
                .thenComparing(SampledRow::kind)
                .thenComparingInt(SampledRow::row));
        keys.addAll(bases.get(indices.getFirst()).base().keySet());
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
        if (Arrays.stream(squared).min().orElse(0) <= policy.samePoint() * policy.samePoint() * size) {
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

    /**
     * The votes of the other bases; several that are one point have one vote.
     *
     * @param parents bases that the suspect is a merge of: it lies between them and was not there before them
     */
    Votes votes(int index, List<Integer> parents) {
        Votes votes = new Votes(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Integer> counted = new ArrayList<>();
        for (int other = 0; other < bases.size(); other++) {
            int candidate = other;
            Set<SampledRow> keys = common(index, other);
            if (other == index
                    || parents.contains(other)
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
        return enough(keys)
                && squaredDistance(keys, base(one), base(other)) <= policy.samePoint() * policy.samePoint() * size;
    }

    /** Whether a base lies between two of these, or is one point with one of them. */
    boolean isOrigin(int index, List<Integer> members) {
        for (int i = 0; i < members.size(); i++) {
            if (isOnePoint(index, members.get(i))) {
                return true;
            }
            for (int j = 0; j < i; j++) {
                Set<SampledRow> keys = common(bases, List.of(index, members.get(i), members.get(j)));
                if (enough(keys) && middle(keys, base(members.get(i)), base(index), base(members.get(j))) == 1) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean enough(Set<SampledRow> keys) {
        return keys.size() >= 32;
    }

    /** The suspect as a combination of bases, if it is one up to rounding, the same in all tensors. */
    Optional<MergeFit.Merge> merge() {
        return new MergeFit(bases, policy, policy.samePoint(), older).best();
    }
}
