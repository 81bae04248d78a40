package dev.provenance.tokenizer.compare;

import dev.provenance.tokenizer.internal.Printable;
import dev.provenance.tokenizer.model.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The vocabularies by script.
 *
 * @param scripts one row for each script that either has
 * @param onlyInA the largest groups of tokens that only A has
 * @param onlyInB the largest groups of tokens that only B has
 */
public record ScriptCounts(List<Row> scripts, List<Group> onlyInA, List<Group> onlyInB) {

    private static final int GROUPS = 5;
    private static final int EXAMPLES = 5;

    /**
     * Tokens of one script.
     *
     * @param script the script
     * @param a tokens of A
     * @param b tokens of B
     * @param common tokens of both
     */
    public record Row(Script script, int a, int b, int common) {}

    /**
     * Tokens of one script that one side alone has.
     *
     * @param script the script
     * @param tokens how many
     * @param examples the first of them, fit for printing
     */
    public record Group(Script script, int tokens, List<String> examples) {

        public Group {
            examples = List.copyOf(examples);
        }
    }

    public ScriptCounts {
        scripts = List.copyOf(scripts);
        onlyInA = List.copyOf(onlyInA);
        onlyInB = List.copyOf(onlyInB);
    }

    static ScriptCounts of(TokenMatch match) {
        Map<Script, Tally> first = new EnumMap<>(Script.class);
        Map<Script, Tally> second = new EnumMap<>(Script.class);
        for (int token = 0; token < match.first().size(); token++) {
            count(first, match.first(), token, match.partner(token) >= 0);
        }
        for (int token = 0; token < match.second().size(); token++) {
            count(second, match.second(), token, match.isMatchedInSecond(token));
        }
        List<Row> rows = new ArrayList<>();
        for (Script script : Script.values()) {
            Tally a = first.getOrDefault(script, new Tally());
            Tally b = second.getOrDefault(script, new Tally());
            if (a.all + b.all > 0) {
                rows.add(new Row(script, a.all, b.all, a.all - a.alone));
            }
        }
        return new ScriptCounts(rows, largest(first), largest(second));
    }

    /** Counts of one script in one vocabulary. */
    private static final class Tally {
        private int all;
        private int alone;
        private final List<String> examples = new ArrayList<>();
    }

    private static void count(Map<Script, Tally> tallies, Vocabulary vocabulary, int token, boolean shared) {
        Tally tally = tallies.computeIfAbsent(Script.of(vocabulary, token), none -> new Tally());
        tally.all++;
        if (shared) {
            return;
        }
        tally.alone++;
        if (tally.examples.size() < EXAMPLES) {
            tally.examples.add(Printable.quoted(vocabulary.bytes().text(token)));
        }
    }

    private static List<Group> largest(Map<Script, Tally> tallies) {
        return tallies.entrySet().stream()
                .filter(entry -> entry.getValue().alone > 0)
                .map(entry -> new Group(entry.getKey(), entry.getValue().alone, entry.getValue().examples))
                .sorted(Comparator.comparingInt(Group::tokens).reversed().thenComparing(Group::script))
                .limit(GROUPS)
                .toList();
    }
}
