package dev.provenance.report;

import dev.provenance.Circumstance;
import dev.provenance.ModelSummary;
import dev.provenance.ProvenanceReport;
import dev.provenance.Verdict;
import dev.provenance.lineage.BaseConclusion;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.KindSummary;
import dev.provenance.lineage.NullModel;
import dev.provenance.lineage.Threshold;
import dev.provenance.message.Message;
import dev.provenance.safetensors.internal.Printable;
import dev.provenance.weights.NotCompared;
import dev.provenance.weights.NotCompared.Owner;
import dev.provenance.weights.TensorComparison;
import dev.provenance.weights.digest.EqualTensors;
import dev.provenance.weights.digest.TensorDigests;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The report for a terminal: a screen or so, 80 columns, no colour codes. In English or Korean. */
public final class TextReport {

    private static final int MOST_CIRCUMSTANCES = 6;

    private final ProvenanceReport report;
    private final Page page;

    private TextReport(ProvenanceReport report, Locale language) {
        this.report = report;
        this.page = new Page(language);
    }

    /** The report in English, as lines that end in a line feed. */
    public static String toString(ProvenanceReport report) {
        return toString(report, Locale.ENGLISH);
    }

    /** The report in a language, in English where the library does not know it; as lines that end in a line feed. */
    public static String toString(ProvenanceReport report, Locale language) {
        TextReport text = new TextReport(report, language);
        text.write();
        return text.page.toString();
    }

    private void write() {
        model("suspect", report.suspect());
        report.bases().forEach(base -> model("base", base));
        page.blank();
        verdict(report.verdict());
        if (!report.sampling().isEverything()) {
            sampled();
        }
        page.item(report.claims().getFirst().sentence());
        report.verdict().reasons().forEach(page::item);
        page.blank();
        new ClaimsText(report, page).write();
        page.blank();
        page.labelled("architecture", page.term(report.architecture().answer()));
        ArchitectureText.sentences(report.architecture()).forEach(page::item);
        circumstances();
        tests();
        if (!report.kinds().isEmpty()) {
            page.blank();
            kinds();
        }
        page.blank();
        page.wrapped(page.text(
                "notCompared",
                notCompared(Owner.SUSPECT),
                report.suspect().tensors(),
                notCompared(Owner.BASE),
                report.nearestBase().tensors()));
        report.digests().ifPresent(this::equalBytes);
        replaced();
        page.blank();
        TokenizerReport.claim(report.tokenizer(), page);
        ApartText.write(report, page);
    }

    /** A verdict by other thresholds than the library's says so. */
    private void replaced() {
        List<Message> replaced = report.policy().thresholds().stream()
                .filter(Threshold::isReplaced)
                .map(threshold -> Message.of(
                        "text.threshold",
                        threshold.name(),
                        Double.toString(threshold.value()),
                        Double.toString(threshold.standard())))
                .toList();
        if (!replaced.isEmpty()) {
            page.wrapped(page.text("replaced", replaced));
        }
    }

    private void verdict(Verdict verdict) {
        page.labelled(
                "verdict",
                page.text(
                        "relation",
                        verdict.relation().name(),
                        Message.of("relation." + verdict.relation().name())));
        if (!verdict.further().isEmpty()) {
            page.below(page.text("further", verdict.further()));
        }
        if (report.bases().size() > 1) {
            page.below(page.text("ofBase", verdict.base()));
        }
        if (!verdict.disguises().isEmpty()) {
            page.below(
                    page.text("disguised", verdict.disguises().stream().sorted().toList()));
        }
        if (report.bases().size() > 1) {
            report.comparisons().forEach(comparison -> base(comparison.conclusion()));
        }
    }

    private void base(BaseConclusion conclusion) {
        page.below(Columns.left(Columns.cut(Printable.plain(conclusion.base()), 24), 25)
                + Columns.left(conclusion.relation().name(), 27)
                + page.text("log10P", conclusion.adjustedLog10P()));
    }

    /** The weightiest ones, in one paragraph: they decide nothing. */
    private void circumstances() {
        List<Message> weighty = report.circumstances().stream()
                .filter(circumstance -> circumstance.stars() > 0)
                .sorted(Comparator.comparingInt((Circumstance circumstance) -> -circumstance.stars()))
                .limit(MOST_CIRCUMSTANCES)
                .map(circumstance -> Message.of(
                        "circumstance.shown",
                        "*".repeat(circumstance.stars()),
                        circumstance.subject(),
                        circumstance.suspect()))
                .toList();
        if (!weighty.isEmpty()) {
            page.item(Message.of("circumstance.apart", weighty));
        }
    }

    private void tests() {
        List<Finding> run = report.findings().stream()
                .filter(finding -> finding.log10P().isPresent())
                .toList();
        if (run.isEmpty()) {
            return;
        }
        page.blank();
        page.line(Columns.left(page.text("test"), 37)
                + Columns.right(page.text("effect"), 8)
                + Columns.right(page.text("p"), 10));
        for (Finding finding : run) {
            page.line(Columns.left(page.term(finding.measure()), 37)
                    + Columns.right(number("%.3f", finding.effect()), 8)
                    + Columns.right(number("%.1f", finding.log10P().getAsDouble()), 10));
        }
    }

    private void model(String label, ModelSummary model) {
        page.labelled(
                label,
                page.text(
                        "model",
                        model.name(),
                        model.config()
                                .flatMap(config -> config.modelType())
                                .<Object>map(type -> type)
                                .orElse(Message.of("text.noConfig")),
                        model.parameters(),
                        model.tensors(),
                        String.join(
                                "/",
                                model.parametersByDtype().keySet().stream()
                                        .map(Enum::name)
                                        .toList())));
    }

    private void sampled() {
        double read = 0;
        double all = 0;
        for (TensorComparison tensor : report.tensors()) {
            int bits = tensor.dtype().bits() + tensor.baseDtype().bits();
            read += (double) tensor.similarity().read() * bits;
            all += (double) tensor.similarity().n() * bits;
        }
        page.below(page.text(
                "sampled", all == 0 ? 0.0 : 100 * read / all, report.sampling().seed()));
        report.sampleDigests().ifPresent(digests -> {
            page.below(page.text("sampleDigest", report.nearestBase().name(), digests.base()));
            page.below(page.text("sampleDigest", report.suspect().name(), digests.suspect()));
        });
    }

    private void kinds() {
        page.line(Columns.right(page.text("sameLayers"), 52) + Columns.right(page.text("otherLayers"), 28));
        row(List.of("kind", "tensors", "cosine", "centred", "relativeL2", "cosine", "centred", "largest").stream()
                .map(page::text)
                .toList());
        for (KindSummary kind : report.kinds()) {
            row(List.of(
                    page.term(kind.group()),
                    Integer.toString(kind.tensors()),
                    number("%.4f", kind.cosine().number()),
                    number("%.4f", kind.centredCosine().number()),
                    number("%.4f", kind.relativeL2().number()),
                    number("%.4f", of(kind.otherLayersCosine(), NullModel::centre)),
                    number("%.4f", of(kind.otherLayersCentred(), NullModel::centre)),
                    number("%.3f", of(kind.otherLayersCentred(), NullModel::largest))));
        }
    }

    private void row(List<String> cells) {
        int[] widths = {17, 8, 9, 9, 9, 10, 10, 8};
        StringBuilder line = new StringBuilder(Columns.left(cells.getFirst(), widths[0]));
        for (int i = 1; i < widths.length; i++) {
            line.append(Columns.right(cells.get(i), widths[i]));
        }
        page.line(line.toString());
    }

    private static double of(Optional<NullModel> nullModel, ToDoubleFunction<NullModel> value) {
        return nullModel.map(value::applyAsDouble).orElse(Double.NaN);
    }

    /** Nothing is less than nothing: what rounds to zero has no sign. */
    static String number(String format, double number) {
        if (Double.isNaN(number)) {
            return "-";
        }
        String text = String.format(Locale.ROOT, format, number);
        return text.matches("-0\\.0*") ? text.substring(1) : text;
    }

    private long notCompared(Owner owner) {
        return report.notCompared().stream()
                .filter(tensor -> tensor.owner() == owner)
                .map(NotCompared::name)
                .distinct()
                .count();
    }

    private void equalBytes(TensorDigests digests) {
        EqualTensors equal = digests.equalTensors();
        page.wrapped(page.text(
                "equalBytes",
                equal.suspectInBase(),
                digests.suspect().size(),
                equal.suspectInBaseRenamed(),
                equal.leftOut().stream()
                        .mapToLong(EqualTensors.LeftOut::suspect)
                        .sum()));
    }
}
