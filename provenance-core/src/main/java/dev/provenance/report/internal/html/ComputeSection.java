package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ProvenanceReport;
import dev.provenance.history.compute.ComputeCheck;
import dev.provenance.history.compute.ComputePlausibility;
import dev.provenance.history.compute.DeclaredTraining;
import dev.provenance.history.compute.Range;
import dev.provenance.history.compute.TrainingFlops;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Whether the declared training can be; apart from the weights. */
final class ComputeSection implements Section {

    @Override
    public String id() {
        return "compute";
    }

    @Override
    public boolean isIn(ProvenanceReport report) {
        return report.compute().isPresent();
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        ComputePlausibility compute = report.compute().orElseThrow();
        html.element("p", label("compute.note"));
        Sentences.list(compute.sentences(), html);
        Table table = Table.open(
                html, label("section.compute"), "quantity", "outcome", "#declared", "#low", "#high", "reason");
        for (ComputeCheck check : compute.checks()) {
            table.row(
                    label("value", check.quantity()),
                    label("value", check.outcome()),
                    figure(check.declared()),
                    low(check.plausible()),
                    high(check.plausible()),
                    check.reason());
        }
        table.close();
        declared(compute.declared(), html);
        reckoned(compute, html);
    }

    private static void declared(DeclaredTraining declared, Html html) {
        html.element("p", label("compute.declared"));
        Table table = Table.open(html, label("compute.declared"), "figure", "#low", "#high");
        exact("compute.tokens", OptionalDouble.of(declared.tokens()), table);
        range("compute.sequence", declared.sequenceTokens(), table);
        exact("compute.active", declared.activeParameters(), table);
        exact("compute.devices", declared.devices(), table);
        exact("compute.hours", declared.deviceHours(), table);
        exact("compute.days", declared.days(), table);
        exact("compute.flop", declared.flops(), table);
        table.close();
        declared.accelerator()
                .ifPresent(device -> html.element(
                        "p",
                        label(
                                "compute.device",
                                device.id(),
                                declared.precision(),
                                figure(device.bf16TeraflopsPerSecond()),
                                figure(device.fp8TeraflopsPerSecond()).text(),
                                new Name(device.source()).shown()),
                        "class",
                        "note"));
    }

    private static void reckoned(ComputePlausibility compute, Html html) {
        html.element("p", label("compute.reckoned"));
        Table table = Table.open(html, label("compute.reckoned"), "figure", "#low", "#high");
        range("compute.active", compute.flops().map(TrainingFlops::activeParameters), table);
        range("compute.foreach", compute.flops().map(TrainingFlops::flopsPerToken), table);
        range("compute.attention", compute.flops().map(TrainingFlops::attentionShare), table);
        range("compute.flop", compute.totalFlops(), table);
        range("compute.hours", compute.deviceHours(), table);
        range("compute.days", compute.days(), table);
        range("compute.utilisation", compute.utilisation(), table);
        range("compute.affordable", compute.affordableTokens(), table);
        range("compute.finetuning", compute.fineTuningDeviceHours(), table);
        range("compute.usual", Optional.of(compute.policy().utilisation()), table);
        range("compute.assumed", Optional.of(compute.policy().sequenceTokens()), table);
        range("compute.finetuningtokens", Optional.of(compute.policy().fineTuningTokens()), table);
        table.close();
    }

    private static void exact(String name, OptionalDouble number, Table table) {
        if (number.isPresent()) {
            range(name, Optional.of(Range.exactly(number.getAsDouble())), table);
        }
    }

    private static void range(String name, Optional<Range> range, Table table) {
        if (range.isPresent()) {
            table.row(label(name), low(range), high(range));
        }
    }

    private static Figure low(Optional<Range> range) {
        return new Figure(range.map(Range::low).map(ComputeSection::figure).orElse(Numbers.NOTHING));
    }

    private static Figure high(Optional<Range> range) {
        return new Figure(range.map(Range::high).map(ComputeSection::figure).orElse(Numbers.NOTHING));
    }

    private static Figure figure(OptionalDouble number) {
        return new Figure(number.isPresent() ? figure(number.getAsDouble()) : Numbers.NOTHING);
    }

    /** Four digits, of numbers from 10⁻⁶ to 10²⁶. */
    private static String figure(double number) {
        return String.format(Locale.ROOT, "%.4g", number);
    }
}
