package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ProvenanceReport;
import dev.provenance.internal.TokenizerMessages;
import dev.provenance.tokenizer.compare.MergeAgreement;
import dev.provenance.tokenizer.compare.ScriptCounts;
import dev.provenance.tokenizer.compare.TokenizerComparison;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** How the tokenizers relate; apart from the weights. */
final class TokenizerSection implements Section {

    @Override
    public String id() {
        return "tokenizer";
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        html.element("p", label("tokenizer.note"));
        report.tokenizer()
                .comparison()
                .ifPresentOrElse(
                        comparison -> write(comparison, html),
                        () -> report.tokenizer()
                                .notCompared()
                                .ifPresent(reason -> html.element("p", label("claim.tokenizer.not", reason))));
    }

    private static void write(TokenizerComparison comparison, Html html) {
        html.element("p", label("value", comparison.relation().relation()), "class", "constant")
                .open("ul");
        comparison.relation().reasons().forEach(reason -> html.element("li", TokenizerMessages.of(reason)));
        Stream.concat(comparison.a().anomalies().stream(), comparison.b().anomalies().stream())
                .forEach(anomaly -> html.element("li", TokenizerMessages.of(anomaly)));
        html.close();
        figures(comparison, html);
        TokenizerTables.write(comparison, html);
        List<ScriptCounts.Row> scripts = comparison.scripts().scripts();
        if (!scripts.isEmpty()) {
            Chart.write(
                    html,
                    "scripts",
                    "by-script",
                    label("tokenizer.shows"),
                    data -> data(scripts, html, data),
                    target -> table(scripts, target));
        }
    }

    private static void figures(TokenizerComparison comparison, Html html) {
        Table table = Table.open(html, label("section.tokenizer"), "figure", "#value")
                .row(label("tokenizer.base"), comparison.tokens().sizeA())
                .row(label("tokenizer.suspect"), comparison.tokens().sizeB())
                .row(label("tokenizer.common"), comparison.tokens().common())
                .row(label("tokenizer.jaccard"), comparison.tokens().jaccard())
                .row(label("tokenizer.ofbase"), comparison.tokens().containmentOfA())
                .row(label("tokenizer.ofsuspect"), comparison.tokens().containmentOfB())
                .row(label("tokenizer.sameid"), comparison.ids().sameIdShare())
                .row(label("tokenizer.order"), comparison.ids().order().share())
                .row(
                        label("column.log10p"),
                        OptionalDouble.of(comparison.relation().evidence().log10P()));
        comparison.merges().ifPresent(merges -> merges(merges, table));
        table.close();
    }

    private static void merges(MergeAgreement merges, Table table) {
        table.row(label("tokenizer.merges"), merges.common()).row(label("tokenizer.prefix"), merges.commonPrefix());
    }

    private static void data(List<ScriptCounts.Row> scripts, Html html, ChartData data) {
        for (String series : List.of("onlybase", "common", "onlysuspect")) {
            data.text(series, label("tokenizer." + series).in(html.language()));
        }
        data.texts(
                        "scripts",
                        scripts.stream()
                                .map(row -> label("value", row.script()).in(html.language()))
                                .toList())
                .whole("a", scripts.stream().map(row -> row.a() - row.common()).toList())
                .whole("both", scripts.stream().map(ScriptCounts.Row::common).toList())
                .whole("b", scripts.stream().map(row -> row.b() - row.common()).toList());
    }

    private static void table(List<ScriptCounts.Row> scripts, Html html) {
        Table table = Table.open(html, label("tokenizer.shows"), "script", "#ofbase", "#ofsuspect", "#common");
        scripts.forEach(row -> table.row(row.script(), row.a(), row.b(), row.common()));
        table.close();
    }
}
