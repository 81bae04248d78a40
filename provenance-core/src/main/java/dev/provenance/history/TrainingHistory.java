package dev.provenance.history;

import dev.provenance.message.Message;
import dev.provenance.records.RecordException;
import dev.provenance.records.RecordLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checkpoints of a training run in the order in which they are presented, and its log if there is one. Holds no weights.
 *
 * @param checkpoints first to last
 * @param log what was recorded while it ran
 * @param anomalies what was odd about the folder
 */
public record TrainingHistory(List<CheckpointFolder> checkpoints, Optional<TrainingLog> log, List<Message> anomalies) {

    /** The last number of a folder's name: step-00400, checkpoint-1000, iter_0001000. */
    private static final Pattern STEP = Pattern.compile("(\\d{1,18})(?!.*\\d)");

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there are fewer than two checkpoints
     */
    public TrainingHistory {
        checkpoints = List.copyOf(checkpoints);
        anomalies = List.copyOf(anomalies);
        if (checkpoints.size() < 2) {
            throw new IllegalArgumentException("A training history: expected at least two checkpoints, actual "
                    + checkpoints.size() + ". One checkpoint is a model, not a history.");
        }
    }

    /** Checkpoints in the order in which they are said to have been saved. */
    public static TrainingHistory of(List<CheckpointFolder> checkpoints) {
        return new TrainingHistory(checkpoints, Optional.empty(), List.of());
    }

    /**
     * The checkpoints of a folder: every folder in it whose name has a number, which is its step, by that number.
     *
     * @throws RecordException if there are fewer than two, or two have one step
     * @throws IOException if the folder cannot be read
     */
    public static TrainingHistory inFolder(Path folder) throws IOException {
        List<CheckpointFolder> found = new ArrayList<>();
        List<Object> others = new ArrayList<>();
        for (Path child : children(folder)) {
            String name = String.valueOf(child.getFileName());
            Matcher number = STEP.matcher(name);
            if (number.find()) {
                found.add(new CheckpointFolder(name, Long.parseLong(number.group(1)), child));
            } else {
                others.add(name);
            }
        }
        found.sort(Comparator.comparingLong(CheckpointFolder::step));
        for (int i = 1; i < found.size(); i++) {
            if (found.get(i).step() == found.get(i - 1).step()) {
                throw new RecordException(
                        folder,
                        0,
                        "step " + found.get(i).step(),
                        "one checkpoint of it",
                        found.get(i - 1).name() + " and " + found.get(i).name(),
                        "Remove one of them.");
            }
        }
        if (found.size() < 2) {
            throw new RecordException(
                    folder,
                    0,
                    "checkpoints",
                    "at least two folders with a step in their names, as step-00400",
                    String.valueOf(found.size()),
                    "Name the folder that holds the checkpoints' folders.");
        }
        return new TrainingHistory(
                found,
                Optional.empty(),
                others.isEmpty() ? List.of() : List.of(Message.of("history.no-checkpoints", others)));
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new RecordException(
                    folder,
                    0,
                    "not a folder",
                    "a folder of checkpoints",
                    Files.exists(folder) ? "a file" : "nothing",
                    "Name the folder that holds the checkpoints' folders.");
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }

    /**
     * With the run's log, see {@link TrainingLog#read}.
     *
     * @throws RecordException if a line breaks a rule
     */
    public TrainingHistory withLog(Path file) throws IOException {
        return new TrainingHistory(checkpoints, Optional.of(TrainingLog.read(file, RecordLimits.DEFAULTS)), anomalies);
    }
}
