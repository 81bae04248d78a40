package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ProvenanceReport;
import dev.provenance.behavior.BehaviorComparison;
import dev.provenance.behavior.BehaviorTraits;
import dev.provenance.behavior.ControlComparison;
import dev.provenance.behavior.Cutoff;
import dev.provenance.behavior.PairedAgreement;
import dev.provenance.behavior.RecordedBehavior;
import dev.provenance.message.Message;
import java.util.List;
import java.util.Map;

/** What recorded outputs say; apart from the weights. */
final class OutputsSection implements Section {

    @Override
    public String id() {
        return "outputs";
    }

    @Override
    public boolean isIn(ProvenanceReport report) {
        return report.behavior().isPresent();
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        RecordedBehavior behavior = report.behavior().orElseThrow();
        html.element("p", label("outputs.note"));
        Sentences.list(behavior.sentences(), html);
        Table table = Table.open(
                html,
                label("section.outputs"),
                "base",
                "outcome",
                "#prompts",
                "#agreement",
                "#beginning",
                "#log10p",
                "null");
        for (BehaviorComparison comparison : behavior.comparisons()) {
            table.row(
                    new Name(comparison.base()),
                    label("value", comparison.finding().outcome()),
                    comparison.prompts(),
                    comparison.agreement(),
                    comparison.commonBeginning(),
                    Numbers.log10P(comparison.finding().log10P()),
                    TestsSection.nullModel(comparison.finding().nullModel()));
        }
        table.close();
        behavior.comparisons().forEach(comparison -> controls(comparison, html));
        Table recordings = Table.open(html, label("outputs.recordings"), "model", "side", "#tokens", "#texts");
        behavior.recordings()
                .forEach(recording -> recordings.row(
                        new Name(recording.name()),
                        label("value", recording.side()),
                        recording.tokens(),
                        recording.texts()));
        recordings.close();
        traits(behavior.traits(), html);
        Sentences.list(behavior.anomalies(), html);
    }

    /** Each control in place of the suspect, and in place of the base. */
    private static void controls(BehaviorComparison comparison, Html html) {
        if (comparison.controls().isEmpty()) {
            return;
        }
        Message name = label("outputs.controls", new Name(comparison.base()).shown());
        html.element("p", name);
        Table table = Table.open(
                html,
                name,
                "model",
                "instead",
                "#prompts",
                "#agreement",
                "#controlagreement",
                "#paironly",
                "#controlonly",
                "#log10p",
                "#adjusted");
        for (ControlComparison control : comparison.controls()) {
            // The control's agreement with the suspect stands in the base's place, and the other way round.
            row(control.control(), RecordedBehavior.Side.BASE, control.onSuspect(), table);
            row(control.control(), RecordedBehavior.Side.SUSPECT, control.onBase(), table);
        }
        table.close();
    }

    private static void row(String control, RecordedBehavior.Side instead, PairedAgreement test, Table table) {
        table.row(
                new Name(control),
                instead,
                test.prompts(),
                test.first(),
                test.second(),
                test.firstOnly(),
                test.secondOnly(),
                Numbers.log10P(test.log10P()),
                Numbers.log10P(test.adjustedLog10P()));
    }

    private static void traits(List<BehaviorTraits> traits, Html html) {
        if (traits.isEmpty()) {
            return;
        }
        html.element("p", label("outputs.traits"));
        Table table = Table.open(
                html,
                label("outputs.traits"),
                "model",
                "#texts",
                "#refusals",
                "wordings",
                "identifies",
                "mentions",
                "cutoff",
                "#before",
                "#after",
                "#log10p");
        for (BehaviorTraits model : traits) {
            table.row(
                    new Name(model.model()),
                    model.refusals().texts(),
                    model.refusals().refusals(),
                    counts(model.refusals().wordings()),
                    counts(model.identity().identifiesAs()),
                    counts(model.identity().mentions()),
                    cutoff(model.cutoff()),
                    model.cutoff().rateBefore(),
                    model.cutoff().rateAfter(),
                    Numbers.log10P(model.cutoff().log10P()));
        }
        table.close();
    }

    private static Name counts(Map<String, Integer> counts) {
        return new Name(
                counts.isEmpty()
                        ? Numbers.NOTHING
                        : String.join(
                                ", ",
                                counts.entrySet().stream()
                                        .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                                        .toList()));
    }

    private static Message cutoff(Cutoff cutoff) {
        return cutoff.isFound()
                ? label(
                        "outputs.cutoff",
                        cutoff.firstUnknown().orElseThrow().toString(),
                        String.valueOf(cutoff.earliest().orElse(null)),
                        String.valueOf(cutoff.latest().orElse(null)),
                        cutoff.right(),
                        cutoff.questions())
                : label("outputs.nocutoff", cutoff.right(), cutoff.questions());
    }
}
