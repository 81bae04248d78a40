package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ProvenanceReport;
import dev.provenance.history.CheckpointReading;
import dev.provenance.history.Closeness;
import dev.provenance.history.ExaminedHistory;
import dev.provenance.history.RandomStart;
import dev.provenance.message.Message;
import java.util.Optional;

/** What checkpoints and a log of the training show; apart from the weights. */
final class HistorySection implements Section {

    @Override
    public String id() {
        return "history";
    }

    @Override
    public boolean isIn(ProvenanceReport report) {
        return report.history().isPresent();
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        ExaminedHistory history = report.history().orElseThrow();
        html.element("p", label("history.note"))
                .element("p", label("history.verdict", history.verdict()), "class", "constant");
        Table table = Table.open(html, label("section.history"), "value", "outcome", "#measured", "words");
        history.findings()
                .forEach(finding -> table.row(
                        label("value", finding.kind()),
                        label("value", finding.verdict()),
                        finding.value(),
                        finding.reason()));
        table.close();
        checkpoints(history, html);
        start(history.start(), html);
        history.log()
                .ifPresent(log -> html.element(
                        "p", label("history.log", new Name(log).shown(), history.logLines()), "class", "note"));
        Sentences.list(history.anomalies(), html);
    }

    private static void checkpoints(ExaminedHistory history, Html html) {
        html.element("p", label("history.checkpoints"));
        Table table = Table.open(
                html,
                label("history.checkpoints"),
                "checkpoint",
                "#step",
                "heldagainst",
                "#centred",
                "#relativechange",
                "equalnumbers",
                "#matrices");
        for (CheckpointReading checkpoint : history.checkpoints()) {
            row(checkpoint, label("history.previous"), checkpoint.toPrevious(), table);
            row(checkpoint, label("history.last"), Optional.of(checkpoint.toLast()), table);
            checkpoint
                    .toBases()
                    .forEach((base, closeness) ->
                            row(checkpoint, label("value", new Name(base).shown()), Optional.of(closeness), table));
        }
        table.close();
    }

    private static void row(CheckpointReading checkpoint, Message against, Optional<Closeness> closeness, Table table) {
        closeness.ifPresent(measured -> table.row(
                new Name(checkpoint.name()),
                checkpoint.step(),
                against,
                measured.centredCosine(),
                measured.relativeChange(),
                label(measured.equal() ? "yes" : "no"),
                measured.matrices()));
    }

    private static void start(RandomStart start, Html html) {
        html.element(
                "p",
                label(
                        "history.start",
                        start.drawn(),
                        start.matrices(),
                        Numbers.three(start.largestExcess()),
                        start.constantNorms(),
                        start.norms(),
                        start.usualDeviations()),
                "class",
                "note");
    }
}
