package dev.provenance.history;

import dev.provenance.history.HistoryFinding.Consistency;
import dev.provenance.history.HistoryFinding.Kind;
import dev.provenance.history.TrainingLog.Entry;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** What follows from the log of a run. */
final class LogFindings {

    private final TrainingLog log;
    private final List<CheckpointFolder> checkpoints;
    private final OptionalLong vocabulary;
    private final HistoryPolicy policy;

    LogFindings(TrainingLog log, List<CheckpointFolder> checkpoints, OptionalLong vocabulary, HistoryPolicy policy) {
        this.log = log;
        this.checkpoints = checkpoints;
        this.vocabulary = vocabulary;
        this.policy = policy;
    }

    List<HistoryFinding> all() {
        List<HistoryFinding> findings = new ArrayList<>(List.of(order(), gaps()));
        startLoss().ifPresent(findings::add);
        return findings;
    }

    private HistoryFinding order() {
        List<Entry> entries = log.entries();
        int restarts = 0;
        long firstRestart = 0;
        Entry seen = entries.getFirst();
        for (int i = 1; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            boolean back = entry.step() < entries.get(i - 1).step();
            if (back) {
                firstRestart = restarts == 0 ? entry.line() : firstRestart;
                restarts++;
            }
            if (entry.tokens().isPresent()) {
                boolean fewer = seen.tokens().isPresent()
                        && entry.tokens().getAsDouble() < seen.tokens().getAsDouble();
                if (fewer && entry.step() >= seen.step()) {
                    return finding(
                            Kind.LOG_ORDER,
                            Consistency.CONTRADICTED,
                            entry.tokens().getAsDouble(),
                            "tokens-fall",
                            entry.line(),
                            entry.tokens().getAsDouble(),
                            seen.tokens().getAsDouble());
                }
                seen = entry;
            }
        }
        return restarts == 0
                ? finding(Kind.LOG_ORDER, Consistency.CONSISTENT, 0, "log-in-order", entries.size())
                : finding(Kind.LOG_ORDER, Consistency.QUESTIONABLE, restarts, "restarts", restarts, firstRestart);
    }

    private HistoryFinding gaps() {
        List<Entry> entries = log.entries();
        double smallest = entries.stream().mapToDouble(Entry::step).min().orElse(0);
        double largest = entries.stream().mapToDouble(Entry::step).max().orElse(0);
        List<Object> outside = checkpoints.stream()
                .filter(checkpoint ->
                        checkpoint.step() != 0 && (checkpoint.step() < smallest || checkpoint.step() > largest))
                .map(checkpoint -> (Object) checkpoint.name())
                .toList();
        if (!outside.isEmpty()) {
            return finding(
                    Kind.LOG_GAPS, Consistency.QUESTIONABLE, outside.size(), "outside-log", smallest, largest, outside);
        }
        List<Entry> gaps = new ArrayList<>();
        double[] distances = new double[entries.size() - 1];
        for (int i = 1; i < entries.size(); i++) {
            distances[i - 1] = entries.get(i).step() - entries.get(i - 1).step();
        }
        double usual = Arrays.stream(distances).anyMatch(distance -> distance > 0)
                ? new Median()
                        .evaluate(Arrays.stream(distances)
                                .filter(distance -> distance > 0)
                                .toArray())
                : 0;
        for (int i = 1; i < entries.size(); i++) {
            if (usual > 0 && distances[i - 1] > policy.gapRatio() * usual) {
                gaps.add(entries.get(i - 1));
            }
        }
        return gaps.isEmpty()
                ? finding(Kind.LOG_GAPS, Consistency.CONSISTENT, 0, "no-gaps", usual)
                : finding(
                        Kind.LOG_GAPS,
                        Consistency.QUESTIONABLE,
                        gaps.size(),
                        "gaps",
                        gaps.size(),
                        gaps.getFirst().step(),
                        usual);
    }

    private Optional<HistoryFinding> startLoss() {
        Optional<Entry> first =
                log.entries().stream().filter(entry -> entry.loss().isPresent()).findFirst();
        if (first.isEmpty() || vocabulary.isEmpty() || vocabulary.getAsLong() < 2) {
            return Optional.empty();
        }
        double even = Math.log((double) vocabulary.getAsLong());
        double loss = first.get().loss().getAsDouble();
        boolean high = loss >= policy.startLoss() * even;
        boolean atStart = first.get().step() <= 1;
        return Optional.of(finding(
                Kind.START_LOSS,
                high ? Consistency.CONSISTENT : atStart ? Consistency.CONTRADICTED : Consistency.QUESTIONABLE,
                loss / even,
                high ? "loss-even" : atStart ? "loss-low" : "loss-late",
                loss,
                first.get().step(),
                even,
                vocabulary.getAsLong()));
    }

    private static HistoryFinding finding(
            Kind kind, Consistency verdict, double value, String key, Object... arguments) {
        return new HistoryFinding(kind, verdict, value, Message.of("history." + key, arguments));
    }
}
