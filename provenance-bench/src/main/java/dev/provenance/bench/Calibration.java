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
        Settings settings =
                new Settings(VerdictPolicy.defaults(), 0, Runtime.getRuntime().availableProcessors(), () -> {});
        List<Null> nulls = new ArrayList<>();
        List<String> names = List.copyOf(models.keySet());
        for (int i = 0; i < names.size(); i++) {
            Model base = Objects.requireNonNull(models.get(names.get(i)));
            CanonicalModel origin = CanonicalModel.of(base.tensors(), base.architecture());
            for (int seed = 0; seed < PERMUTATIONS; seed++) {
                nulls.addAll(PermutedCopies.of(
                        origin, new Settings(settings.policy(), seed, settings.threads(), settings.onTick())));
            }
            if (!truth.repeatsItself(names.get(i))) {
                nulls.addAll(NullComparisons.ofLayersApart(origin, settings));
            }
            for (int j = i + 1; j < names.size(); j++) {
                if (!truth.shareAnything(names.get(i), names.get(j))) {
                    Model suspect = Objects.requireNonNull(models.get(names.get(j)));
                    CanonicalModel examined = CanonicalModel.of(suspect.tensors(), suspect.architecture());
                    nulls.addAll(NullComparisons.ofIndependent(
                            origin,
                            examined,
                            TokenMatching.of(side(base, origin), side(suspect, examined))
                                    .shared(),
                            settings));
                }
            }
        }
        print(nulls);
    }

    private static TokenMatching.Side side(Model model, CanonicalModel tensors) {
        return new TokenMatching.Side(model.name(), tensors, model::tokenizer);
    }

    private static void print(List<Null> nulls) {
        System.out.println();
        System.out.println("calibration: p-values where nothing is shared, one-sided against the uniform distribution");
        System.out.printf(
                Locale.ROOT, "%-50s %7s %13s %9s %s%n", "test", "number", "smallest p", "excess", "too small at 1 %");
        Map<String, List<Null>> byTest =
                nulls.stream().collect(Collectors.groupingBy(Null::test, TreeMap::new, Collectors.toList()));
        byTest.forEach((test, values) -> {
            Uniformity uniformity =
                    Uniformity.of(values.stream().mapToDouble(Null::log10P).toArray());
            System.out.printf(
                    Locale.ROOT,
                    "%-50s %7d %13.2e %9.4f %s%n",
                    test,
                    uniformity.count(),
                    Math.pow(10, uniformity.smallest()),
                    uniformity.excess(),
                    uniformity.isTooSmall() ? "YES" : "no");
        });
        System.out.printf(Locale.ROOT, "%d null comparisons%n", nulls.size());
    }
}
