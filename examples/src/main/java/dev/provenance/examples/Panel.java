package dev.provenance.examples;

import dev.provenance.BaseComparison;
import dev.provenance.Model;
import dev.provenance.Provenance;
import dev.provenance.ProvenanceReport;
import dev.provenance.lineage.BaseConclusion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One model against several possible origins at once: each serves as a control for the others, p-values are corrected for
 * their number, and the place of one model between others can tell which came first. Without arguments on the sample models.
 */
public final class Panel {

    private static final Path SAMPLES = Path.of("examples", "models");

    private Panel() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        List<Path> models = args.length == 0
                ? List.of(
                        SAMPLES.resolve("alder-deep"),
                        SAMPLES.resolve("alder"),
                        SAMPLES.resolve("alder-lora"),
                        SAMPLES.resolve("alder-twin"),
                        SAMPLES.resolve("birch"))
                : List.of(args).stream().map(Path::of).toList();
        if (models.size() < 2) {
            System.err.println("panel: expected SUSPECT BASE [BASE...], actual one folder: " + models.getFirst());
            System.exit(2);
        }
        System.out.print(text(examine(models.getFirst(), models.subList(1, models.size()))));
    }

    static ProvenanceReport examine(Path suspect, List<Path> bases) throws IOException, InterruptedException {
        List<Model> panel = new ArrayList<>();
        try (Model examined = Model.open(suspect)) {
            for (Path base : bases) {
                panel.add(Model.open(base));
            }
            return Provenance.examine(examined)
                    .against(panel.toArray(Model[]::new))
                    .run();
        } finally {
            panel.forEach(Model::close);
        }
    }

    static String text(ProvenanceReport report) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s against %d bases%n%nbase           relation                  came first      log10 p  corrected%n",
                report.suspect().name(),
                report.bases().size()));
        for (BaseComparison comparison : report.comparisons()) {
            BaseConclusion conclusion = comparison.conclusion();
            text.append(String.format(
                    Locale.ROOT,
                    "%-14s %-25s %-13s %9.1f  %9.1f%n",
                    conclusion.base(),
                    conclusion.relation(),
                    conclusion.direction(),
                    conclusion.log10P(),
                    conclusion.adjustedLog10P()));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%nNearest: %s, %s.%n",
                        report.verdict().base(),
                        report.verdict().relation()))
                .toString();
    }
}
