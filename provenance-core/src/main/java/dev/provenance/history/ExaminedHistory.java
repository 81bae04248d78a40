package dev.provenance.history;

import dev.provenance.architecture.ModelTensors;
import dev.provenance.message.Message;
import dev.provenance.weights.Sampling;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a training history shows. A claim of its own: no verdict on weights rests on it.
 *
 * @param checkpoints what was measured of each, in the order in which they were presented
 * @param start how the first checkpoint looks
 * @param log name of the log's file, if there is one
 * @param logLines lines of the log
 * @param findings one of each kind that could be looked at, one for each base
 * @param anomalies what was odd about the files
 * @param bytesRead bytes of weights that were read
 * @param policy the thresholds in force
 */
public record ExaminedHistory(
        List<CheckpointReading> checkpoints,
        RandomStart start,
        Optional<String> log,
        int logLines,
        List<HistoryFinding> findings,
        List<Message> anomalies,
        long bytesRead,
        HistoryPolicy policy) {

    /** Copies the lists. */
    public ExaminedHistory {
        checkpoints = List.copyOf(checkpoints);
        findings = List.copyOf(findings);
        anomalies = List.copyOf(anomalies);
    }

    /**
     * Reads the checkpoints, at most three open at a time, and judges.
     *
     * @param published the model that is said to be the end of the run
     * @param bases models that the run may have begun with, by name
     * @throws IOException if a checkpoint cannot be read
     * @throws InterruptedException if the calling thread was interrupted
     */
    public static ExaminedHistory of(
            TrainingHistory history,
            ModelTensors published,
            Map<String, ModelTensors> bases,
            HistoryPolicy policy,
            Sampling sampling,
            int threads)
            throws IOException, InterruptedException {
        return new HistoryReading(history, published, bases, policy, sampling, threads).read();
    }

    /** The weightiest of the findings' consequences. */
    public HistoryFinding.Consistency verdict() {
        return findings.stream()
                .map(HistoryFinding::verdict)
                .filter(verdict -> verdict != HistoryFinding.Consistency.NOT_TESTED)
                .max(Enum::compareTo)
                .orElse(HistoryFinding.Consistency.NOT_TESTED);
    }
}
