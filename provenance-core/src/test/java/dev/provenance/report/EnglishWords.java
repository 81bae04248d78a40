package dev.provenance.report;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds words of Latin letters in a text, but for those that are the same in every language. */
final class EnglishWords {

    private static final Pattern WORD = Pattern.compile("(?<![A-Za-z0-9_])[A-Za-z]{2,}+(?![0-9_])");

    /** Formulas, units, formats, people and titles. */
    private static final Set<String> EVERYWHERE = Set.of(
            // formulas, units and measures
            "log",
            "log10",
            "ln",
            "FLOP",
            "KV",
            "QK",
            "MLP",
            "MTP",
            "RoPE",
            "NaN",
            "double",
            "ID",
            "id",
            "vs",
            // formats
            "JSON",
            "HTML",
            "teraFLOP",
            "SHA",
            "BPE",
            "BF",
            "UTC",
            "WordPiece",
            "LoRA",
            "GGUF",
            "SentencePiece",
            "tiktoken",
            "tekken",
            // sources: people, titles, software
            "Zhu",
            "Ahmed",
            "Kuditipudi",
            "Liang",
            "Independence",
            "Tests",
            "for",
            "Language",
            "Models",
            "arXiv",
            "Max",
            "Apache",
            "ECharts",
            "provenance",
            "SNAPSHOT",
            "digests");

    private EnglishWords() {}

    /** Words of the text that are neither in every language nor one of these names, each with what stands about it. */
    static Map<String, String> in(String text, Collection<String> names) {
        String rest = text;
        List<String> longestFirst = names.stream()
                .filter(name -> !name.isBlank())
                .distinct()
                .sorted((a, b) -> b.length() - a.length())
                .toList();
        for (String name : longestFirst) {
            rest = Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(name) + "(?![A-Za-z0-9_])")
                    .matcher(rest)
                    .replaceAll("·");
        }
        Map<String, String> words = new TreeMap<>();
        Matcher matcher = WORD.matcher(rest);
        while (matcher.find()) {
            if (!EVERYWHERE.contains(matcher.group())) {
                words.putIfAbsent(
                        matcher.group(),
                        rest.substring(Math.max(0, matcher.start() - 40), Math.min(rest.length(), matcher.end() + 40))
                                .replaceAll("\\s+", " "));
            }
        }
        return words;
    }
}
