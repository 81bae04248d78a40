package dev.provenance.lineage.internal.relation;

import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.evidence.AlignedSamples;
import dev.provenance.lineage.internal.evidence.AlignedSamples.SampledRow;
import dev.provenance.lineage.internal.matrix.NormalEquations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Least squares of the suspect on bases, tensor by tensor. A merge leaves a residual at the level of rounding and has the
 * same coefficients in all tensors. The best pair is tried first; while it does not suffice, the base that leaves the least
 * is added, up to {@value #MOST}: changes by separate training are nearly orthogonal, so a parent is never behind a stranger,
 * nor behind one that has a few layers of the suspect, since the layers it lacks are left. What is one base by itself is no
 * merge, however well two copies of that base combine. Shares below zero, as of an origin that changes are added to more than
 * once, say only that the models lie in one plane: each of them is such a combination of the others. They count where all
 * members are known to be older.
 *
 * <p>p bases cost {@code p²/2 + 8p} fits on 16 rows of each matrix.
 */
final class MergeFit {

    private static final int MOST = 8;

    /**
     * The suspect as a combination of bases.
     *
     * @param members indices of the bases
     * @param shares their coefficients, mean over tensors
     * @param residual what is left, as a share of the suspect's norm
     * @param spread largest standard deviation of a coefficient over tensors
     * @param unexplained squares that are left, and those of the suspect's rows that some member does not have
     */
    record Merge(List<Integer> members, List<Double> shares, double residual, double spread, double unexplained) {

        Merge {
            members = List.copyOf(members);
            shares = List.copyOf(shares);
        }
    }

    private final List<AlignedSamples> bases;
    private final VerdictPolicy policy;
    private final double samePoint;
    private final Set<Integer> older;
    private final double squares;

    /**
     * @param samePoint relative distance below which two bases are one point
     * @param older indices of the bases that are known to be older than the suspect
     */
    MergeFit(List<AlignedSamples> bases, VerdictPolicy policy, double samePoint, Set<Integer> older) {
        this.older = older;
        this.bases = bases;
        this.policy = policy;
        this.samePoint = samePoint;
        Map<SampledRow, float[]> rows = new HashMap<>();
        bases.forEach(base -> rows.putAll(base.suspect()));
        squares = rows.values().stream().mapToDouble(row -> inner(row, row)).sum();
    }

    /** The combination of the fewest bases; empty if none is a merge. */
    Optional<Merge> best() {
        List<Merge> pairs = new ArrayList<>();
        for (int i = 0; i < bases.size(); i++) {
            for (int j = i + 1; j < bases.size(); j++) {
                fit(List.of(i, j)).ifPresent(pairs::add);
            }
        }
        Optional<Merge> merge = pairs.stream().filter(this::isMerge).min(Comparator.comparingDouble(Merge::residual));
        Optional<Merge> start = pairs.stream().min(Comparator.comparingDouble(Merge::unexplained));
        while (merge.isEmpty() && start.isPresent() && start.get().members().size() < MOST) {
            start = extended(start.get().members());
            merge = start.filter(this::isMerge);
        }
        return merge;
    }

    /** Whether some base has all the rows that these have in common, and the suspect is that base there. */
    private boolean isOneBase(List<Integer> members) {
        Set<SampledRow> keys = PanelGeometry.common(bases, members);
        return IntStream.range(0, bases.size())
                .filter(base -> bases.get(base).base().keySet().containsAll(keys))
                .mapToObj(base -> fit(List.of(base), keys))
                .flatMap(Optional::stream)
                .anyMatch(single -> single.residual() <= samePoint);
    }

    private Optional<Merge> extended(List<Integer> members) {
        return IntStream.range(0, bases.size())
                .filter(candidate -> !members.contains(candidate))
                .mapToObj(candidate -> {
                    List<Integer> more = new ArrayList<>(members);
                    more.add(candidate);
                    return fit(more);
                })
                .flatMap(Optional::stream)
                .min(Comparator.comparingDouble(Merge::unexplained));
    }

    private boolean isMerge(Merge merge) {
        return merge.residual() <= policy.mergeResidual()
                && merge.spread() <= policy.mergeSpread() / precision(merge.members())
                && merge.shares().stream()
                        .allMatch(share ->
                                (older.containsAll(merge.members()) ? Math.abs(share) : share) > policy.mergeShare())
                && !isOneBase(merge.members());
    }

    /** Of bases nearer to each other than the policy's distance, coefficients are less exact in proportion. */
    private double precision(List<Integer> members) {
        return Math.min(1, smallestDistance(members) / policy.mergeDistance());
    }

    private Optional<Merge> fit(List<Integer> members) {
        return fit(members, PanelGeometry.common(bases, members));
    }

    private Optional<Merge> fit(List<Integer> members, Set<SampledRow> keys) {
        if (!PanelGeometry.enough(keys)) {
            return Optional.empty();
        }
        List<double[]> coefficients = new ArrayList<>();
        double left = 0;
        double all = 0;
        for (Set<SampledRow> tensor : byTensor(keys)) {
            Sums sums = sums(tensor, members);
            Optional<double[]> solution = NormalEquations.solve(sums.gram(), sums.right(), samePoint * samePoint);
            if (solution.isEmpty()) {
                return Optional.empty();
            }
            double explained = 0;
            for (int i = 0; i < members.size(); i++) {
                explained += solution.get()[i] * sums.right()[i];
            }
            coefficients.add(solution.get());
            left += Math.max(0, sums.suspect() - explained);
            all += sums.suspect();
        }
        List<Double> shares = new ArrayList<>();
        double spread = 0;
        for (int i = 0; i < members.size(); i++) {
            int member = i;
            double mean = coefficients.stream()
                    .mapToDouble(values -> values[member])
                    .average()
                    .orElse(Double.NaN);
            double variance = coefficients.stream()
                    .mapToDouble(values -> (values[member] - mean) * (values[member] - mean))
                    .average()
                    .orElse(Double.NaN);
            shares.add(mean);
            spread = Math.max(spread, Math.sqrt(variance));
        }
        return Optional.of(new Merge(members, shares, Math.sqrt(left / all), spread, left + squares - all));
    }

    /** Of the two members that are nearest to each other, on which the precision of a coefficient depends. */
    private double smallestDistance(List<Integer> members) {
        double[][] gram = sums(PanelGeometry.common(bases, members), members).gram();
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < gram.length; i++) {
            for (int j = 0; j < i; j++) {
                double squared = (gram[i][i] - 2 * gram[i][j] + gram[j][j]) / gram[j][j];
                smallest = Math.min(smallest, Math.sqrt(Math.max(1e-12, squared)));
            }
        }
        return smallest;
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

    /** Inner products of the members, of each and the suspect, and of the suspect and itself. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Sums(double[][] gram, double[] right, double suspect) {}

    private Sums sums(Set<SampledRow> keys, List<Integer> members) {
        int count = members.size();
        double[][] gram = new double[count][count];
        double[] right = new double[count];
        double squares = 0;
        for (SampledRow key : keys) {
            float[] suspect = Objects.requireNonNull(
                    bases.get(members.getFirst()).suspect().get(key));
            squares += inner(suspect, suspect);
            for (int i = 0; i < count; i++) {
                float[] row =
                        Objects.requireNonNull(bases.get(members.get(i)).base().get(key));
                right[i] += inner(row, suspect);
                for (int j = 0; j <= i; j++) {
                    float[] other = Objects.requireNonNull(
                            bases.get(members.get(j)).base().get(key));
                    gram[i][j] += inner(row, other);
                    gram[j][i] = gram[i][j];
                }
            }
        }
        return new Sums(gram, right, squares);
    }

    private static double inner(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
