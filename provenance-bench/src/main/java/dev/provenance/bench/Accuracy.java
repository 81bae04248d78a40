package dev.provenance.bench;

import dev.provenance.BaseComparison;
import dev.provenance.Model;
import dev.provenance.Provenance;
import dev.provenance.ProvenanceReport;
import dev.provenance.lineage.BaseConclusion;
import dev.provenance.lineage.Relation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Every pair of a folder of models of known descent: the relation that is found against the true one. Each model is the
 * suspect once, with all others as its panel; then calibration on the pairs that share nothing. Exit code 1 if a pair
 * without shared trained weights was called related, 2 for bad input.
 */
public final class Accuracy {

    private final KnownDescent truth;
    private int falseAccusations;
    private int misses;
    private int related;
    private int unrelated;
    private final Map<String, Integer> named = new LinkedHashMap<>();
    private final Map<String, Integer> asked = new LinkedHashMap<>();

    private Accuracy(KnownDescent truth) {
        this.truth = truth;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 1) {
            System.err.println("Accuracy: expected one argument, a folder with models and a truth.json, actual "
                    + args.length + ".");
            System.exit(2);
        }
        Path folder = Path.of(args[0]);
        Accuracy accuracy;
        try {
            accuracy = new Accuracy(KnownDescent.in(folder));
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("Accuracy: " + e.getMessage());
            System.exit(2);
            return;
        }
        accuracy.run(folder);
        System.exit(accuracy.falseAccusations > 0 ? 1 : 0);
    }

    private void run(Path folder) throws IOException, InterruptedException {
        Map<String, Model> models = new LinkedHashMap<>();
        try {
            for (String name : truth.names()) {
                models.put(name, Model.open(folder.resolve(name)));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-18s %-18s %-26s %-26s %10s %8s%n",
                    "suspect",
                    "base",
                    "found",
                    "truth",
                    "log10 p",
                    "ms");
            for (String suspect : models.keySet()) {
                List<Model> panel = new ArrayList<>();
                models.forEach((name, model) -> {
                    if (!name.equals(suspect)) {
                        panel.add(model);
                    }
                });
                ProvenanceReport report = Provenance.examine(Objects.requireNonNull(models.get(suspect)))
                        .against(panel.toArray(Model[]::new))
                        .run();
                report.comparisons().forEach(comparison -> count(suspect, comparison));
            }
            summary();
            Calibration.run(truth, models);
        } finally {
            models.values().forEach(Model::close);
        }
    }

    private void count(String suspect, BaseComparison comparison) {
        BaseConclusion conclusion = comparison.conclusion();
        String base = conclusion.base();
        boolean found = isRelated(conclusion.relation());
        boolean shared = truth.shareTrainedWeights(base, suspect);
        Optional<String> expected = truth.relation(base, suspect);
        String remark = "";
        if (found && !shared) {
            falseAccusations++;
            remark = "  FALSE ACCUSATION";
        } else if (shared && !found) {
            misses++;
            remark = "  missed";
        }
        related += shared ? 1 : 0;
        unrelated += shared ? 0 : 1;
        truth.relationTo(base, suspect).ifPresent(name -> {
            asked.merge(base, 1, Integer::sum);
            named.merge(base, name.equals(conclusion.relation().name()) ? 1 : 0, Integer::sum);
        });
        System.out.printf(
                Locale.ROOT,
                "%-18s %-18s %-26s %-26s %10.1f %8d%s%s%n",
                suspect,
                base,
                conclusion.relation(),
                expected.orElse("-"),
                conclusion.log10P(),
                comparison.times().values().stream()
                        .mapToLong(Duration::toMillis)
                        .sum(),
                conclusion.disguises().isEmpty() ? "" : " " + conclusion.disguises(),
                remark);
    }

    private static boolean isRelated(Relation relation) {
        return switch (relation) {
            case SHARED_INITIALISATION, NO_SHARED_WEIGHTS_FOUND, INCONCLUSIVE, NOT_COMPARABLE -> false;
            default -> true;
        };
    }

    private void summary() {
        System.out.println();
        System.out.printf(
                Locale.ROOT,
                "%d ordered pairs share trained weights, %d of them missed; %d share none, %d of them accused falsely%n",
                related,
                misses,
                unrelated,
                falseAccusations);
        asked.forEach((base, count) -> System.out.printf(
                Locale.ROOT, "relation to %s named right: %d of %d%n", base, named.getOrDefault(base, 0), count));
    }
}
