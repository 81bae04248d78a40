package dev.provenance.tokenizer.model;

import dev.provenance.tokenizer.internal.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Counts a file's anomalies and keeps the first example of each: a hostile file cannot make the list long. */
public final class AnomalyLog {

    private final String file;
    private final Map<TokenizerRule, TokenizerAnomaly> anomalies = new EnumMap<>(TokenizerRule.class);

    public AnomalyLog(Path file) {
        this.file = Printable.plain(String.valueOf(file.getFileName()));
    }

    /** Notes one case; {@code example} is asked only for the first of its rule. */
    public void note(TokenizerRule rule, Supplier<Reason> example) {
        note(rule, 1, example);
    }

    /** Notes {@code count} cases; none if it is 0. */
    public void note(TokenizerRule rule, long count, Supplier<Reason> example) {
        if (count == 0) {
            return;
        }
        TokenizerAnomaly first = anomalies.get(rule);
        anomalies.put(
                rule,
                first == null
                        ? new TokenizerAnomaly(file, rule, count, example.get())
                        : new TokenizerAnomaly(file, rule, first.count() + count, first.example()));
    }

    public List<TokenizerAnomaly> toList() {
        return new ArrayList<>(anomalies.values());
    }
}
