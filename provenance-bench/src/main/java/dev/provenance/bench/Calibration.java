package dev.provenance.bench;

import dev.provenance.Model;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.TokenMatching;
import dev.provenance.lineage.internal.evidence.NullComparisons;
import dev.provenance.lineage.internal.evidence.NullComparisons.Null;
import dev.provenance.lineage.internal.evidence.PermutedCopies;
import dev.provenance.lineage.internal.evidence.Settings;
import dev.provenance.lineage.internal.statistics.Uniformity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** P-values where nothing is shared, held against the uniform distribution. */
final class Calibration {

    private static final int PERMUTATIONS = 5;

    private Calibration() {}

    static void run(KnownDescent truth, Map<String, Model> models) throws IOException, InterruptedException {
        VerdictPolicy policy = VerdictPolicy.defaults();
        Settings settings = settings(policy, 0);
        List<Null> nulls = new ArrayList<>();
        List<Null> independent = new ArrayList<>();
        List<String> names = List.copyOf(models.keySet());
        for (int i = 0; i < names.size(); i++) {
            Model base = Objects.requireNonNull(models.get(names.get(i)));
            CanonicalModel origin = CanonicalModel.of(base.tensors(), base.architecture());
            for (int copy = 0; copy < PERMUTATIONS; copy++) {
                // Of another seed for each model: relatives in one order would be one comparison, counted often.
                List<Null> found = PermutedCopies.of(origin, settings(policy, (long) i * PERMUTATIONS + copy));
                nulls.addAll(found);
                independent.addAll(found);
            }
            if (!truth.repeatsItself(names.get(i))) {
                List<Null> found = NullComparisons.ofLayersApart(origin, settings);
                nulls.addAll(found);
                independent.addAll(truth.isOriginal(names.get(i)) ? found : List.of());
            }
            for (int j = i + 1; j < names.size(); j++) {
                if (!truth.shareAnything(names.get(i), names.get(j))) {
                    Model suspect = Objects.requireNonNull(models.get(names.get(j)));
                    CanonicalModel examined = CanonicalModel.of(suspect.tensors(), suspect.architecture());
                    List<Null> found = NullComparisons.ofIndependent(
                            origin,
                            examined,
                            TokenMatching.of(side(base, origin), side(suspect, examined))
                                    .shared(),
                            settings);
                    nulls.addAll(found);
                    independent.addAll(
                            truth.isOriginal(names.get(i)) && truth.isOriginal(names.get(j)) ? found : List.of());
                }
            }
        }
        print(nulls, independent);
    }

    private static Settings settings(VerdictPolicy policy, long seed) {
        return new Settings(policy, seed, Runtime.getRuntime().availableProcessors(), () -> {});
    }

    private static TokenMatching.Side side(Model model, CanonicalModel tensors) {
        return new TokenMatching.Side(model.name(), tensors, model::tokenizer);
    }

    /** The smallest p of all; the distribution of those alone that are not the same comparison of two relatives. */
    private static void print(List<Null> nulls, List<Null> independent) {
        System.out.println();
        System.out.println("calibration: p-values where nothing is shared, one-sided against the uniform distribution");
        System.out.printf(
                Locale.ROOT,
                "%-50s %7s %13s %11s %9s %s%n",
                "test",
                "number",
                "smallest p",
                "independent",
                "excess",
                "too small at 1 %");
        Map<String, List<Null>> ofOriginals = byTest(independent);
        byTest(nulls).forEach((test, values) -> {
            Uniformity apart = uniformity(ofOriginals.getOrDefault(test, List.of()));
            System.out.printf(
                    Locale.ROOT,
                    "%-50s %7d %13.2e %11d %9.4f %s%n",
                    test,
                    values.size(),
                    Math.pow(10, uniformity(values).smallest()),
                    apart.count(),
                    apart.excess(),
                    apart.isTooSmall() ? "YES" : "no");
        });
        System.out.printf(Locale.ROOT, "%d null comparisons%n", nulls.size());
    }

    private static Map<String, List<Null>> byTest(List<Null> nulls) {
        return nulls.stream().collect(Collectors.groupingBy(Null::test, TreeMap::new, Collectors.toList()));
    }

    private static Uniformity uniformity(List<Null> nulls) {
        return Uniformity.of(nulls.stream().mapToDouble(Null::log10P).toArray());
    }
}
