package dev.provenance.report;

import dev.provenance.TokenizerClaim;
import dev.provenance.internal.TokenizerMessages;
import dev.provenance.message.Message;
import dev.provenance.tokenizer.compare.MergeAgreement;
import dev.provenance.tokenizer.compare.RelationFinding;
import dev.provenance.tokenizer.compare.TokenizerComparison;
import dev.provenance.tokenizer.compare.TokenizerSummary;
import dev.provenance.tokenizer.encode.EncodingComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** A comparison of two tokenizers as text, in English or Korean, and as JSON. */
public final class TokenizerReport {

    private TokenizerReport() {}

    /** The comparison for a terminal, in English: lines of at most 80 columns that end in a line feed. */
    public static String toString(TokenizerComparison comparison) {
        return toString(comparison, Locale.ENGLISH);
    }

    /** As {@link #toString(TokenizerComparison)}, in a language; in English where the library does not know it. */
    public static String toString(TokenizerComparison comparison, Locale language) {
        Page page = new Page(language);
        summary("tokenizerA", comparison.a(), page);
        summary("tokenizerB", comparison.b(), page);
        page.blank();
        page.labelled("tokenizerRelation", page.in(relation(comparison)));
        comparison.relation().reasons().forEach(reason -> page.item(TokenizerMessages.of(reason)));
        page.item(TokenizerMessages.of(RelationFinding.LIMITS));
        page.blank();
        figures(comparison, page);
        page.blank();
        scripts(comparison, page);
        page.blank();
        encodings(comparison.encodings(), page);
        return page.toString();
    }

    /** The comparison as a string of JSON. */
    public static String toJson(TokenizerComparison comparison) {
        return JsonFile.toString(json -> new TokenizerJson(json).write(comparison));
    }

    /**
     * Writes the comparison to a file as JSON, replacing it whole or not at all.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(TokenizerComparison comparison, Path file) throws IOException {
        JsonFile.write(json -> new TokenizerJson(json).write(comparison), file);
    }

    /** The claim in a model's report: apart from the verdict, which does not rest on it. */
    static void claim(TokenizerClaim claim, Page page) {
        claim.notCompared().ifPresent(reason -> page.labelled("tokenizer", page.text("tokenizerNotCompared", reason)));
        claim.comparison().ifPresent(comparison -> {
            page.labelled("tokenizer", page.text("tokenizerApart", relation(comparison)));
            page.below(page.text(
                    "tokensCommon",
                    comparison.tokens().common(),
                    comparison.tokens().sizeA(),
                    comparison.tokens().sizeB(),
                    percent(comparison.ids().order().share())));
            Stream.concat(comparison.a().anomalies().stream(), comparison.b().anomalies().stream())
                    .forEach(anomaly -> page.below(page.in(TokenizerMessages.of(anomaly))));
        });
    }

    private static Message percent(OptionalDouble share) {
        return share.isPresent() ? Message.of("text.percent", 100 * share.getAsDouble()) : Message.of("text.undefined");
    }

    private static Message relation(TokenizerComparison comparison) {
        RelationFinding finding = comparison.relation();
        return finding.commonAncestor()
                .map(ancestor -> Message.of("text.relationOf", finding.relation(), ancestor.name()))
                .orElse(Message.of("message.verbatim", finding.relation()));
    }

    private static void summary(String label, TokenizerSummary tokenizer, Page page) {
        String text = tokenizer.paddingRows().isPresent()
                ? page.text(
                        "tokenizerSummaryPadded",
                        tokenizer.name(),
                        tokenizer.format(),
                        tokenizer.type(),
                        tokenizer.size(),
                        tokenizer.modelSize(),
                        tokenizer.paddingRows().getAsInt())
                : page.text(
                        "tokenizerSummary",
                        tokenizer.name(),
                        tokenizer.format(),
                        tokenizer.type(),
                        tokenizer.size(),
                        tokenizer.modelSize());
        page.labelled(label, text);
        tokenizer.anomalies().forEach(anomaly -> page.wrapped("    " + page.in(TokenizerMessages.of(anomaly))));
    }

    private static void figures(TokenizerComparison comparison, Page page) {
        figure("inCommon", String.format(Locale.ROOT, "%,d", comparison.tokens().common()), page);
        shares(
                "contained",
                page,
                comparison.tokens().containmentOfA(),
                comparison.tokens().containmentOfB());
        shares("jaccard", page, comparison.tokens().jaccard());
        shares(
                "sameId",
                page,
                comparison.ids().sameIdShare(),
                comparison.ids().order().share());
        shares(
                "early",
                page,
                comparison.early().firstThousand(),
                comparison.early().tail());
        if (comparison.merges().isEmpty()) {
            page.line(page.text("noMerges"));
            return;
        }
        MergeAgreement merges = comparison.merges().get();
        figure(
                "merges",
                page.text("mergesValue", merges.common(), merges.sizeA(), merges.sizeB(), merges.commonPrefix()),
                page);
    }

    private static void figure(String label, String value, Page page) {
        page.wrapped(Columns.left(page.text(label), 42) + " " + value);
    }

    private static void shares(String label, Page page, OptionalDouble... shares) {
        StringBuilder values = new StringBuilder();
        for (OptionalDouble share : shares) {
            values.append(values.isEmpty() ? "" : " ")
                    .append(
                            share.isPresent()
                                    ? String.format(Locale.ROOT, "%.4f", share.getAsDouble())
                                    : page.text("undefined"));
        }
        figure(label, values.toString(), page);
    }

    private static void scripts(TokenizerComparison comparison, Page page) {
        row(page, page.text("script"), page.text("a"), page.text("b"), page.text("common"));
        comparison
                .scripts()
                .scripts()
                .forEach(counts -> row(
                        page,
                        page.term(counts.script()),
                        String.format(Locale.ROOT, "%,d", counts.a()),
                        String.format(Locale.ROOT, "%,d", counts.b()),
                        String.format(Locale.ROOT, "%,d", counts.common())));
    }

    private static void row(Page page, String name, String a, String b, String common) {
        page.line(Columns.left(name, 15) + Columns.right(a, 11) + Columns.right(b, 11) + Columns.right(common, 11));
    }

    private static void encodings(EncodingComparison encodings, Page page) {
        if (encodings.notCompared().isPresent()) {
            page.wrapped(page.text(
                    "encodingsNotCompared",
                    TokenizerMessages.of(encodings.notCompared().get())));
            return;
        }
        page.line(Columns.left(page.text("encodings"), 14) + Columns.right(page.text("a"), 7)
                + Columns.right(page.text("b"), 7) + "   " + page.text("samePieces"));
        encodings
                .passages()
                .forEach(passage -> page.line(Columns.left(passage.name(), 14)
                        + Columns.right(Integer.toString(passage.idsA().size()), 7)
                        + Columns.right(Integer.toString(passage.idsB().size()), 7) + "   "
                        + page.text(passage.samePieces() ? "yes" : "no")));
    }
}
