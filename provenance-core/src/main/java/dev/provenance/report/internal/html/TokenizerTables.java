package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.internal.TokenizerMessages;
import dev.provenance.tokenizer.compare.OrderEvidence;
import dev.provenance.tokenizer.compare.ScriptCounts;
import dev.provenance.tokenizer.compare.TokenizerComparison;
import dev.provenance.tokenizer.compare.TokenizerSummary;
import dev.provenance.tokenizer.encode.EncodingComparison;
import java.util.List;
import java.util.OptionalInt;

/** Both tokenizers side by side: sizes, what they declare, orders, tokens that only one has, encodings. */
final class TokenizerTables {

    private TokenizerTables() {}

    static void write(TokenizerComparison comparison, Html html) {
        sizes(comparison.a(), comparison.b(), html);
        html.open("details").element("summary", label("tokenizer.more"));
        orders(comparison, html);
        declared(comparison, html);
        onlyInOne(comparison.scripts(), html);
        encodings(comparison.encodings(), html);
        html.close();
    }

    private static void sizes(TokenizerSummary base, TokenizerSummary suspect, Html html) {
        Table table = Table.open(html, label("tokenizer.sizes"), "figure", "base", "suspect")
                .row(label("tokenizer.name"), new Name(base.name()), new Name(suspect.name()))
                .row(label("tokenizer.format"), base.format(), suspect.format())
                .row(label("tokenizer.type"), base.type(), suspect.type());
        row("tokenizer.size", base.size(), suspect.size(), table);
        row("tokenizer.modelsize", base.modelSize(), suspect.modelSize(), table);
        row("tokenizer.added", base.added(), suspect.added(), table);
        row("tokenizer.declared", base.declared(), suspect.declared(), table);
        row("tokenizer.largestid", base.largestId(), suspect.largestId(), table);
        row("tokenizer.configured", base.configVocabSize(), suspect.configVocabSize(), table);
        row("tokenizer.padding", base.paddingRows(), suspect.paddingRows(), table);
        table.close();
    }

    private static void row(String name, int base, int suspect, Table table) {
        table.row(label(name), base, suspect);
    }

    private static void row(String name, OptionalInt base, OptionalInt suspect, Table table) {
        table.row(label(name), whole(base), whole(suspect));
    }

    private static Object whole(OptionalInt number) {
        return number.isPresent() ? (Object) number.getAsInt() : new Figure(Numbers.NOTHING);
    }

    private static void orders(TokenizerComparison comparison, Html html) {
        Table orders =
                Table.open(html, label("tokenizer.orders"), "order", "#items", "#longest", "#ordershare", "#log10p");
        for (OrderEvidence.Measure measure : comparison.relation().evidence().measures()) {
            orders.row(
                    measure.ordering(),
                    measure.order().items(),
                    measure.order().longest(),
                    measure.order().share(),
                    Numbers.log10P(measure.log10P()));
        }
        orders.close();
        Table figures = Table.open(html, label("tokenizer.more"), "figure", "#value")
                .row(label("tokenizer.direction"), comparison.relation().direction())
                .row(label("tokenizer.text"), comparison.text().common())
                .row(label("tokenizer.textbase"), comparison.text().sizeA())
                .row(label("tokenizer.textsuspect"), comparison.text().sizeB())
                .row(label("tokenizer.early"), comparison.early().firstThousand())
                .row(label("tokenizer.late"), comparison.early().tail())
                .row(label("tokenizer.offsets"), comparison.ids().distinctOffsets());
        comparison
                .ids()
                .offsets()
                .forEach(offset -> figures.row(label("tokenizer.offset", offset.offset()), offset.tokens()));
        comparison
                .merges()
                .ifPresent(merges -> figures.row(
                                label("tokenizer.mergesorder"), merges.order().share())
                        .row(label("tokenizer.mergesrank"), merges.rankCorrelation())
                        .row(label("tokenizer.mergesearly"), merges.firstThousand())
                        .row(label("tokenizer.mergeslate"), merges.tail()));
        comparison
                .relation()
                .commonAncestor()
                .ifPresent(ancestor -> figures.row(
                                label("tokenizer.ancestorbase", ancestor.name()),
                                ancestor.inA().containment())
                        .row(
                                label("tokenizer.ancestorsuspect", ancestor.name()),
                                ancestor.inB().containment()));
        figures.close();
    }

    private static void declared(TokenizerComparison comparison, Html html) {
        Table table = Table.open(html, label("tokenizer.rules"), "rule", "base", "suspect");
        comparison
                .declared()
                .roles()
                .forEach(
                        role -> table.row(label("tokenizer.special", role.role()), tokens(role.a()), tokens(role.b())));
        comparison
                .declared()
                .rules()
                .forEach(rule -> table.row(
                        new Name(rule.name()),
                        new Name(rule.a().orElse(Numbers.NOTHING)),
                        new Name(rule.b().orElse(Numbers.NOTHING))));
        table.close();
    }

    private static void onlyInOne(ScriptCounts counts, Html html) {
        if (counts.onlyInA().isEmpty() && counts.onlyInB().isEmpty()) {
            return;
        }
        Table table = Table.open(html, label("tokenizer.onlyinone"), "which", "script", "#tokencount", "examples");
        counts.onlyInA()
                .forEach(group -> table.row(
                        label("tokenizer.onlybase"), group.script(), group.tokens(), tokens(group.examples())));
        counts.onlyInB()
                .forEach(group -> table.row(
                        label("tokenizer.onlysuspect"), group.script(), group.tokens(), tokens(group.examples())));
        table.close();
    }

    private static Name tokens(List<String> tokens) {
        return new Name(tokens.isEmpty() ? Numbers.NOTHING : String.join(" ", tokens));
    }

    private static void encodings(EncodingComparison encodings, Html html) {
        encodings
                .notCompared()
                .ifPresent(reason -> html.element(
                        "p", label("tokenizer.noencodings", TokenizerMessages.of(reason)), "class", "note"));
        if (!encodings.passages().isEmpty()) {
            Table table = Table.open(html, label("tokenizer.encodings"), "passage", "#ofbase", "#ofsuspect", "same");
            encodings
                    .passages()
                    .forEach(passage -> table.row(
                            new Name(passage.name()),
                            passage.idsA().size(),
                            passage.idsB().size(),
                            label(passage.samePieces() ? "yes" : "no")));
            table.close();
        }
    }
}
