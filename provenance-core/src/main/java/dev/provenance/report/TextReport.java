package dev.provenance.report;

import dev.provenance.ModelSummary;
import dev.provenance.ProvenanceReport;
import dev.provenance.Verdict;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.KindSummary;
import dev.provenance.lineage.NullModel;
import dev.provenance.message.Message;
import dev.provenance.safetensors.Printable;
import dev.provenance.weights.NotCompared;
import dev.provenance.weights.NotCompared.Owner;
import dev.provenance.weights.Quantity;
import dev.provenance.weights.TensorComparison;
import dev.provenance.weights.digest.EqualTensors;
import dev.provenance.weights.digest.TensorDigests;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The report for a terminal: a screen or so, 80 columns, no colour codes. */
public final class TextReport {

    private static final int WIDTH = 80;
    private static final String INDENT = "    ";

    private TextReport() {}

    /** The report as lines that end in a line feed. */
    public static String toString(ProvenanceReport report) {
        List<String> lines = new ArrayList<>();
        wrap(model("suspect", report.suspect()), lines);
        report.bases().forEach(base -> wrap(model("base", base), lines));
        lines.add("");
        verdict(report, lines);
        if (!report.sampling().isEverything()) {
            lines.add(sampled(report));
        }
        for (Message reason : report.verdict().reasons()) {
            wrap("  - " + Printable.plain(reason.toString()), lines);
        }
        lines.add("");
        lines.add("architecture  " + report.architecture().answer());
        for (String sentence : ArchitectureText.sentences(report.architecture())) {
            wrap("  - " + Printable.plain(sentence), lines);
        }
        tests(report.findings(), lines);
        if (!report.kinds().isEmpty()) {
            lines.add("");
            kinds(report.kinds(), lines);
        }
        lines.add("");
        lines.add("not compared: " + notCompared(report.notCompared(), Owner.SUSPECT, report.suspect())
                + " of the suspect, "
                + notCompared(report.notCompared(), Owner.BASE, report.nearestBase())
                + " of the base");
        report.digests().ifPresent(digests -> wrap(equalBytes(digests), lines));
        lines.add("");
        TokenizerReport.claim(report.tokenizer(), lines);
        ClaimsText.write(report, lines);
        return String.join("\n", lines) + "\n";
    }

    private static void verdict(ProvenanceReport report, List<String> lines) {
        Verdict verdict = report.verdict();
        String further = verdict.further().isEmpty() ? "" : " (" + joined(verdict.further()) + ")";
        wrap("verdict    " + verdict.relation() + further, lines);
        if (report.bases().size() > 1) {
            wrap("           of " + Printable.plain(verdict.base()), lines);
        }
        if (!verdict.disguises().isEmpty()) {
            wrap(
                    "           disguised: "
                            + joined(verdict.disguises().stream().sorted().toList()),
                    lines);
        }
        lines.add(String.format(
                Locale.ROOT,
                "           weights related: %s, coverage %.1f %%, %s",
                verdict.weightsRelated(),
                100 * verdict.coverage(),
                verdict.log10P().isPresent()
                        ? String.format(
                                Locale.ROOT, "log10 p %.1f", verdict.log10P().getAsDouble())
                        : "no test"));
        if (report.bases().size() > 1) {
            report.comparisons()
                    .forEach(comparison -> lines.add(String.format(
                            Locale.ROOT,
                            "           %-24s %-26s log10 p %.1f",
                            cut(Printable.plain(comparison.conclusion().base())),
                            comparison.conclusion().relation(),
                            comparison.conclusion().adjustedLog10P())));
        }
    }

    private static void tests(List<Finding> findings, List<String> lines) {
        List<Finding> run = findings.stream()
                .filter(finding -> finding.log10P().isPresent())
                .toList();
        if (run.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("test                                   effect   log10 p");
        for (Finding finding : run) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-37s %7s %9.1f",
                    Message.of("message.verbatim", finding.measure()),
                    Double.isNaN(finding.effect()) ? "-" : String.format(Locale.ROOT, "%.3f", finding.effect()),
                    finding.log10P().getAsDouble()));
        }
    }

    private static String cut(String name) {
        return name.length() <= 24 ? name : name.substring(0, 23) + "…";
    }

    private static String joined(List<?> constants) {
        return constants.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String model(String label, ModelSummary model) {
        String type = model.config().flatMap(config -> config.modelType()).orElse("no config.json");
        return String.format(
                Locale.ROOT,
                "%-10s %s (%s, %,d parameters in %d tensors, %s)",
                label,
                Printable.plain(model.name()),
                Printable.plain(type),
                model.parameters(),
                model.tensors(),
                String.join(
                        "/",
                        model.parametersByDtype().keySet().stream()
                                .map(Enum::name)
                                .toList()));
    }

    private static String sampled(ProvenanceReport report) {
        double read = 0;
        double all = 0;
        for (TensorComparison tensor : report.tensors()) {
            int bits = tensor.dtype().bits() + tensor.baseDtype().bits();
            read += (double) tensor.similarity().read() * bits;
            all += (double) tensor.similarity().n() * bits;
        }
        return String.format(
                Locale.ROOT,
                "           sampled: %.2f %% of the bytes, seed %d",
                all == 0 ? 0 : 100 * read / all,
                report.sampling().seed());
    }

    private static void kinds(List<KindSummary> kinds, List<String> lines) {
        lines.add("                             median of same layers     other layers (the null)");
        lines.add("kind              tensors   cosine  centred  rel. L2    cosine    centred, max");
        for (KindSummary kind : kinds) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-17s %7d  %s  %s  %s   %s   %s %s",
                    kind.group().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    kind.tensors(),
                    number(kind.cosine()),
                    number(kind.centredCosine()),
                    number(kind.relativeL2()),
                    centre(kind.otherLayersCosine()),
                    centre(kind.otherLayersCentred()),
                    kind.otherLayersCentred()
                            .map(nullModel -> String.format(Locale.ROOT, "%7.3f", nullModel.largest()))
                            .orElse("      -")));
        }
    }

    private static String number(Quantity quantity) {
        return quantity.isDefined() ? String.format(Locale.ROOT, "%7.4f", quantity.value()) : "      -";
    }

    private static String centre(Optional<NullModel> nullModel) {
        return nullModel
                .map(values -> String.format(Locale.ROOT, "%7.4f", values.centre()))
                .orElse("      -");
    }

    private static String notCompared(List<NotCompared> tensors, Owner owner, ModelSummary model) {
        long count = tensors.stream()
                .filter(tensor -> tensor.owner() == owner)
                .map(NotCompared::name)
                .distinct()
                .count();
        return count + " of " + model.tensors() + " tensors";
    }

    private static String equalBytes(TensorDigests digests) {
        EqualTensors equal = digests.equalTensors();
        return String.format(
                Locale.ROOT,
                "equal bytes: %d of %d tensors of the suspect are in the base, %d of them under other names;"
                        + " %d small, constant or computed ones were left out",
                equal.suspectInBase(),
                digests.suspect().size(),
                equal.suspectInBaseRenamed(),
                equal.leftOut().stream()
                        .mapToLong(EqualTensors.LeftOut::suspect)
                        .sum());
    }

    /** Breaks at the last space that fits; words longer than a line are cut. */
    static void wrap(String text, List<String> lines) {
        String rest = text;
        while (rest.length() > WIDTH) {
            int space = rest.lastIndexOf(' ', WIDTH);
            int cut = space > INDENT.length() ? space : WIDTH;
            lines.add(rest.substring(0, cut).stripTrailing());
            rest = INDENT + rest.substring(cut).strip();
        }
        lines.add(rest);
    }
}
