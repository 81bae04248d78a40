package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ModelSummary;
import dev.provenance.ProvenanceReport;
import dev.provenance.message.Message;
import dev.provenance.report.internal.OddFiles;
import dev.provenance.weights.NotCompared.Owner;
import java.util.List;
import java.util.stream.Collectors;

/** What was held against what, and what was odd about the files. */
final class ModelsSection implements Section {

    private static final int MOST_ANOMALIES = 200;

    @Override
    public String id() {
        return "models";
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        Table table = Table.open(
                html,
                label("section.models"),
                "model",
                "which",
                "type",
                "architectures",
                "#tensors",
                "#parameters",
                "dtypes");
        row(report.suspect(), Owner.SUSPECT, table);
        report.bases().forEach(base -> row(base, Owner.BASE, table));
        table.close();
        OddFiles odd = OddFiles.of(report, MOST_ANOMALIES);
        if (!odd.isEmpty()) {
            html.element("p", label("models.odd"));
            Sentences.list(odd.sentences(), html);
        }
    }

    private static void row(ModelSummary model, Owner side, Table table) {
        table.row(
                new Name(model.name()),
                side,
                new Name(model.config().flatMap(config -> config.modelType()).orElse(Numbers.NOTHING)),
                new Name(model.config()
                        .map(config -> String.join(", ", config.architectures()))
                        .orElse(Numbers.NOTHING)),
                (long) model.tensors(),
                model.parameters(),
                model.parametersByDtype().entrySet().stream()
                        .map(entry -> label("models.ofdtype", entry.getKey(), entry.getValue()))
                        .collect(Collectors.collectingAndThen(Collectors.toList(), ModelsSection::joined)));
    }

    private static Message joined(List<Message> parts) {
        return parts.isEmpty() ? label("value", Numbers.NOTHING) : label("value", parts);
    }
}
