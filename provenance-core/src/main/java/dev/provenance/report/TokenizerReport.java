package dev.provenance.report;

import dev.provenance.TokenizerClaim;
import dev.provenance.safetensors.Printable;
import dev.provenance.tokenizer.compare.MergeAgreement;
import dev.provenance.tokenizer.compare.RelationFinding;
import dev.provenance.tokenizer.compare.TokenizerComparison;
import dev.provenance.tokenizer.compare.TokenizerSummary;
import dev.provenance.tokenizer.encode.EncodingComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** A comparison of two tokenizers as text and as JSON. */
public final class TokenizerReport {

    private TokenizerReport() {}

    /** The comparison for a terminal: lines of at most 80 columns that end in a line feed. */
    public static String toString(TokenizerComparison comparison) {
        List<String> lines = new ArrayList<>();
        summary("A (base)", comparison.a(), lines);
        summary("B (suspect)", comparison.b(), lines);
        lines.add("");
        lines.add("relation   " + relation(comparison));
        comparison.relation().reasons().forEach(reason -> TextReport.wrap("  - " + reason, lines));
        TextReport.wrap("  - " + RelationFinding.NOT_WEIGHTS, lines);
        lines.add("");
        figures(comparison, lines);
        lines.add("");
        scripts(comparison, lines);
        lines.add("");
        encodings(comparison.encodings(), lines);
        return String.join("\n", lines) + "\n";
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
    static void claim(TokenizerClaim claim, List<String> lines) {
        if (claim.comparison().isEmpty()) {
            TextReport.wrap("tokenizer  not compared: " + Printable.plain(claim.notCompared()), lines);
            return;
        }
        TokenizerComparison comparison = claim.comparison().get();
        lines.add("tokenizer  " + relation(comparison) + " (a claim apart, not evidence on the weights)");
        lines.add(String.format(
                Locale.ROOT,
                "           common: %,d of %,d and %,d tokens; same order:%s",
                comparison.tokens().common(),
                comparison.tokens().sizeA(),
                comparison.tokens().sizeB(),
                percent(comparison.ids().order().share())));
        Stream.concat(comparison.a().anomalies().stream(), comparison.b().anomalies().stream())
                .forEach(anomaly -> TextReport.wrap("           " + anomaly, lines));
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? String.format(Locale.ROOT, " %.1f %%", 100 * share.getAsDouble()) : " undefined";
    }

    private static String relation(TokenizerComparison comparison) {
        return comparison.relation().relation()
                + comparison
                        .relation()
                        .commonAncestor()
                        .map(ancestor -> " of " + ancestor.name())
                        .orElse("");
    }

    private static void summary(String label, TokenizerSummary tokenizer, List<String> lines) {
        TextReport.wrap(
                String.format(
                        Locale.ROOT,
                        "%-11s %s (%s, %s, %,d tokens, %,d of them the model's own%s)",
                        label,
                        Printable.plain(tokenizer.name()),
                        tokenizer.format().label(),
                        tokenizer.type(),
                        tokenizer.size(),
                        tokenizer.modelSize(),
                        tokenizer.paddingRows().isPresent()
                                ? String.format(
                                        Locale.ROOT,
                                        ", %,d padding rows",
                                        tokenizer.paddingRows().getAsInt())
                                : ""),
                lines);
        tokenizer.anomalies().forEach(anomaly -> TextReport.wrap("    " + anomaly, lines));
    }

    private static void figures(TokenizerComparison comparison, List<String> lines) {
        lines.add(String.format(
                Locale.ROOT,
                "%-42s %,d",
                "tokens in common",
                comparison.tokens().common()));
        share(
                "contained of A, of B",
                lines,
                comparison.tokens().containmentOfA(),
                comparison.tokens().containmentOfB());
        share("Jaccard", lines, comparison.tokens().jaccard());
        share(
                "same id, same order of ids",
                lines,
                comparison.ids().sameIdShare(),
                comparison.ids().order().share());
        share(
                "A's first 1,000 learned tokens, its others",
                lines,
                comparison.early().firstThousand(),
                comparison.early().tail());
        if (comparison.merges().isEmpty()) {
            lines.add("merges: not compared, one of the formats has none");
            return;
        }
        MergeAgreement merges = comparison.merges().get();
        lines.add(String.format(
                Locale.ROOT,
                "%-42s %,d of %,d and %,d; the first %,d the same",
                "merges in common",
                merges.common(),
                merges.sizeA(),
                merges.sizeB(),
                merges.commonPrefix()));
    }

    private static void share(String name, List<String> lines, OptionalDouble... shares) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-42s", name));
        for (OptionalDouble share : shares) {
            line.append(share.isPresent() ? String.format(Locale.ROOT, " %.4f", share.getAsDouble()) : " undefined");
        }
        lines.add(line.toString());
    }

    private static void scripts(TokenizerComparison comparison, List<String> lines) {
        lines.add("script                   A          B     common");
        comparison
                .scripts()
                .scripts()
                .forEach(row -> lines.add(String.format(
                        Locale.ROOT,
                        "%-15s %,10d %,10d %,10d",
                        row.script().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        row.a(),
                        row.b(),
                        row.common())));
    }

    private static void encodings(EncodingComparison encodings, List<String> lines) {
        if (encodings.passages().isEmpty()) {
            TextReport.wrap("encodings: not compared (" + Printable.plain(encodings.notCompared()) + ")", lines);
            return;
        }
        lines.add("encodings of        A      B   same pieces");
        encodings
                .passages()
                .forEach(passage -> lines.add(String.format(
                        Locale.ROOT,
                        "%-14s %6d %6d   %s",
                        passage.name(),
                        passage.idsA().size(),
                        passage.idsB().size(),
                        passage.samePieces() ? "yes" : "no")));
    }
}
