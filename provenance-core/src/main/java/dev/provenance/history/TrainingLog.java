package dev.provenance.history;

import dev.provenance.records.RecordLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What was recorded while a model was trained.
 *
 * @param name of the file
 * @param entries in the order of the file
 */
public record TrainingLog(String name, List<Entry> entries) {

    /**
     * One line.
     *
     * @param line its number, from 1
     * @param step number of the training step
     * @param loss in nats; empty where it was not recorded, or is no number
     * @param tokens seen so far; empty where they were not recorded
     * @param learningRate empty where it was not recorded
     */
    public record Entry(
            long line, double step, OptionalDouble loss, OptionalDouble tokens, OptionalDouble learningRate) {}

    /** Copies the list. */
    public TrainingLog {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a log: CSV with a line of names, or JSON Lines. Names are those of the usual trackers ({@code step},
     * {@code _step}, {@code global_step}, {@code iteration}; {@code loss}, {@code train/loss}, {@code lm loss};
     * {@code tokens}, {@code consumed_tokens}, {@code tokens_seen}; {@code lr}, {@code learning_rate}), in any case.
     *
     * @throws dev.provenance.records.RecordException if a line breaks a rule; the message says which line and rule
     * @throws IOException if it cannot be read
     */
    public static TrainingLog read(Path file, RecordLimits limits) throws IOException {
        return new LogReader(file).read(limits);
    }
}
