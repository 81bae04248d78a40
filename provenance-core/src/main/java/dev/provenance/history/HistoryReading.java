package dev.provenance.history;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.ModelTensors;
import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.TensorRole;
import dev.provenance.weights.Sampling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One pass over the checkpoints of a history. At most three of them are open at a time. */
final class HistoryReading {

    private final TrainingHistory history;
    private final ModelTensors published;
    private final Map<String, ModelTensors> bases;
    private final HistoryPolicy policy;
    private final Sampling sampling;
    private final int threads;
    private long bytesRead;

    HistoryReading(
            TrainingHistory history,
            ModelTensors published,
            Map<String, ModelTensors> bases,
            HistoryPolicy policy,
            Sampling sampling,
            int threads) {
        this.history = history;
        this.published = published;
        this.bases = bases;
        this.policy = policy;
        this.sampling = sampling;
        this.threads = threads;
    }

    ExaminedHistory read() throws IOException, InterruptedException {
        List<CheckpointFolder> folders = history.checkpoints();
        RandomStart start;
        OptionalLong vocabulary;
        try (OpenCheckpoint first = OpenCheckpoint.open(folders.getFirst())) {
            start = RandomStart.of(first.tensors(), policy);
            Optional<LogicalTensor> embedding = first.tensors().find(TensorRole.TEXT, TensorKind.INPUT_EMBEDDING);
            vocabulary = embedding.isPresent() ? OptionalLong.of(embedding.get().rows()) : OptionalLong.empty();
        }
        List<CheckpointReading> readings = new ArrayList<>();
        Closeness toPublished;
        try (OpenCheckpoint last = OpenCheckpoint.open(folders.getLast())) {
            for (int i = 0; i < folders.size(); i++) {
                readings.add(reading(i, last.tensors()));
            }
            toPublished = closeness(last.tensors(), published);
        }
        List<Closeness> spans = new ArrayList<>();
        for (int i = 1; i < folders.size() - 1; i++) {
            spans.add(between(folders.get(i - 1), folders.get(i + 1)));
        }
        List<HistoryFinding> findings =
                new ArrayList<>(new CheckpointFindings(readings, spans, start, toPublished, policy).all());
        history.log()
                .ifPresent(
                        log -> findings.addAll(new LogFindings(log, history.checkpoints(), vocabulary, policy).all()));
        return new ExaminedHistory(
                readings,
                start,
                history.log().map(TrainingLog::name),
                history.log().map(log -> log.entries().size()).orElse(0),
                findings,
                history.anomalies(),
                bytesRead,
                policy);
    }

    private CheckpointReading reading(int number, ModelTensors last) throws IOException, InterruptedException {
        CheckpointFolder folder = history.checkpoints().get(number);
        Optional<Closeness> toPrevious = number == 0
                ? Optional.empty()
                : Optional.of(between(history.checkpoints().get(number - 1), folder));
        try (OpenCheckpoint open = OpenCheckpoint.open(folder)) {
            Map<String, Closeness> toBases = new LinkedHashMap<>();
            for (Map.Entry<String, ModelTensors> base : bases.entrySet()) {
                toBases.put(base.getKey(), closeness(base.getValue(), open.tensors()));
            }
            return new CheckpointReading(
                    folder.name(), folder.step(), toPrevious, closeness(open.tensors(), last), toBases);
        }
    }

    private Closeness between(CheckpointFolder first, CheckpointFolder second)
            throws IOException, InterruptedException {
        try (OpenCheckpoint one = OpenCheckpoint.open(first);
                OpenCheckpoint other = OpenCheckpoint.open(second)) {
            return closeness(one.tensors(), other.tensors());
        }
    }

    private Closeness closeness(ModelTensors first, ModelTensors second) throws IOException, InterruptedException {
        Closeness.Measured measured = Closeness.of(first, second, sampling, threads);
        bytesRead += measured.bytes();
        return measured.closeness();
    }
}
