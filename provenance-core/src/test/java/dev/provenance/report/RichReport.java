package dev.provenance.report;

import dev.provenance.Model;
import dev.provenance.Provenance;
import dev.provenance.ProvenanceReport;
import dev.provenance.TestModels;
import dev.provenance.behavior.BehaviorPolicy;
import dev.provenance.behavior.Recording;
import dev.provenance.behavior.Recordings;
import dev.provenance.history.TrainingHistory;
import dev.provenance.history.compute.Accelerator;
import dev.provenance.history.compute.DeclaredTraining;
import dev.provenance.history.compute.Precision;
import dev.provenance.history.compute.Range;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A report in which every part has something: a panel, digests, outputs, a history, a declared training, odd files. */
final class RichReport {

    private final Path folder;

    private RichReport(Path folder) {
        this.folder = folder;
    }

    /**
     * Examines this sample against two others, with everything that a user can add.
     *
     * @param folder an empty one
     */
    static ProvenanceReport of(String suspect, Path folder) throws IOException, InterruptedException {
        return new RichReport(folder).examine(suspect);
    }

    private ProvenanceReport examine(String name) throws IOException, InterruptedException {
        try (Model base = Model.open(TestModels.sample("alder"));
                Model other = Model.open(TestModels.sample("birch"));
                Model suspect = Model.open(odd(name))) {
            return Provenance.examine(suspect)
                    .against(base, other)
                    .digests()
                    .withOutputs(recordings(), new BehaviorPolicy(-3, 20, 2, 10, -1, 3.84))
                    .withHistory(history())
                    .withDeclaredTraining(DeclaredTraining.ofTokens(1e9)
                            .on(Accelerator.of("H100"), Precision.FP8)
                            .sequences(new Range(512, 1024))
                            .activeParameters(3e5)
                            .devices(8)
                            .deviceHours(2)
                            .days(1)
                            .flops(1e15))
                    .run();
        }
    }

    /** The sample with files that are read and remarked on. */
    private Path odd(String name) throws IOException {
        Path copy = copy(name, folder.resolve("odd").resolve(name));
        Files.writeString(copy.resolve("adapter.safetensors"), "left out");
        Files.writeString(copy.resolve("generation_config.json"), "{\"eos_token_id\": ");
        Path config = copy.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replaceFirst("\\{", "{\"sliding_window\": \"wide\", \"rope_theta_of\": 1,")
                        .replaceFirst("\"vocab_size\": 1024", "\"vocab_size\": 1025"));
        return copy;
    }

    private static Path copy(String name, Path target) throws IOException {
        Files.createDirectories(target);
        try (Stream<Path> files = Files.list(TestModels.sample(name))) {
            files.forEach(file -> {
                try {
                    Files.copy(file, target.resolve(file.getFileName().toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return target;
    }

    private TrainingHistory history() throws IOException {
        Path run = folder.resolve("run");
        copy("birch", run.resolve("step-10"));
        copy("alder", run.resolve("step-20"));
        copy("alder-ft", run.resolve("step-30"));
        copy("alder-cpt", run.resolve("step-40"));
        Files.createDirectories(run.resolve("logs"));
        Path log = Files.writeString(
                folder.resolve("log.csv"), "step,loss,tokens\n10,6.9,100\n20,3.5,200\n30,3.4,150\n90,3.1,900\n");
        return TrainingHistory.inFolder(run).withLog(log);
    }

    /** The suspect and the base say the same, the controls something else; what they know ends at a date. */
    private Recordings recordings() throws IOException {
        return new Recordings(
                recording("suspect", "yes", "I am Qwen, created by Alibaba Cloud."),
                List.of(
                        recording("alder", "yes", "I am Qwen, created by Alibaba Cloud."),
                        recording("birch", "no", "Fine.")),
                List.of(recording("elm", "maybe", "Fine."), recording("cedar", "never", "I cannot help with that.")));
    }

    private Recording recording(String model, String answer, String self) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            lines.add("{\"id\": " + i + ", \"prompt\": \"p" + i + "\", \"token\": \"" + answer + "\"}");
        }
        lines.add("{\"id\": \"repeated\", \"prompt\": \"p1\", \"token\": \"" + answer + "\"}");
        if (!model.equals("elm")) {
            lines.add("{\"id\": \"missing\", \"prompt\": \"missing in one\", \"token\": \"" + answer + "\"}");
        }
        for (int i = 0; i < 24; i++) {
            lines.add("{\"id\": \"q" + i + "\", \"prompt\": \"q" + i + "\", \"text\": \""
                    + (i < 12 ? "Seoul" : "no idea") + "\""
                    + String.format(Locale.ROOT, ", \"date\": \"20%02d-03-15\", \"expected\": \"Seoul\"", i) + "}");
        }
        for (int i = 0; i < 6; i++) {
            lines.add("{\"id\": \"t" + i + "\", \"prompt\": \"t" + i + "\", \"text\": \""
                    + (i < 3 ? self : "I'm sorry, but I can't do that. Ask on. \\ufffd") + "\"}");
        }
        return Recording.read(model, Files.write(folder.resolve(model + ".jsonl"), lines));
    }
}
