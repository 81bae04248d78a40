package dev.provenance.examples;

import dev.provenance.Examination;
import dev.provenance.Model;
import dev.provenance.behavior.Recording;
import dev.provenance.behavior.Recordings;
import dev.provenance.history.TrainingHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for what stands apart from the weights: recorded outputs, training history, declared training. */
final class ClaimOptions {

    private static final String SUSPECT = "suspect";
    private static final String BASE = "base";

    @Option(
            names = "--outputs",
            paramLabel = "NAME=FILE",
            description =
                    "recorded outputs (repeatable); NAME is 'suspect', 'base' or the name of a model's folder; any other"
                            + " name is a control, and three are needed")
    private List<String> outputs = List.of();

    @Option(
            names = "--history",
            paramLabel = "FOLDER",
            description = "folder of SUSPECT's checkpoints, steps in their names")
    private @Nullable Path history;

    @Option(names = "--log", paramLabel = "FILE", description = "log of the same training, CSV or JSON Lines")
    private @Nullable Path log;

    @Option(
            names = "--declared",
            paramLabel = "KEY=VALUE,...",
            description =
                    "what is said of SUSPECT's training: tokens=15.6e12,accelerator=H100,precision=BF16,devices=16384,"
                            + "hours=30.84e6,days=54,sequence=8192,active=405e9,flops=3.8e25; only tokens are needed")
    private @Nullable String declared;

    void apply(Examination examination, Model suspect, List<Model> bases) throws IOException {
        if (!outputs.isEmpty()) {
            examination.withOutputs(recordings(suspect, bases));
        }
        if (log != null && history == null) {
            throw new IllegalArgumentException("--log " + log + " belongs to --history, which is not given.");
        }
        if (history != null) {
            TrainingHistory checkpoints = TrainingHistory.inFolder(history);
            examination.withHistory(log == null ? checkpoints : checkpoints.withLog(log));
        }
        if (declared != null) {
            examination.withDeclaredTraining(DeclaredOption.parse(declared));
        }
    }

    private Recordings recordings(Model suspect, List<Model> bases) throws IOException {
        Map<String, Recording> byName = new LinkedHashMap<>();
        for (String option : outputs) {
            int sign = option.indexOf('=');
            if (sign < 1 || sign == option.length() - 1) {
                throw new IllegalArgumentException("--outputs: expected NAME=FILE, actual " + option + ".");
            }
            String name = option.substring(0, sign);
            String full = name.equals(SUSPECT)
                    ? suspect.name()
                    : name.equals(BASE) ? bases.getFirst().name() : name;
            Recording recording = Recording.read(full, Path.of(option.substring(sign + 1)));
            if (byName.put(full, recording) != null) {
                throw new IllegalArgumentException(
                        "--outputs: expected one file for each model, actual two for " + full + ".");
            }
        }
        @Nullable Recording ofSuspect = byName.remove(suspect.name());
        List<Recording> ofBases = new ArrayList<>();
        for (Model base : bases) {
            @Nullable Recording ofBase = byName.remove(base.name());
            if (ofBase != null) {
                ofBases.add(ofBase);
            }
        }
        if (ofSuspect == null || ofBases.isEmpty()) {
            throw new IllegalArgumentException("--outputs: expected recordings of the suspect (suspect=FILE) and a base"
                    + " (base=FILE), actual none of "
                    + (ofSuspect == null ? suspect.name() : bases.getFirst().name())
                    + ".");
        }
        return new Recordings(ofSuspect, ofBases, List.copyOf(byName.values()));
    }
}
