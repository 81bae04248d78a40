package example;

import dev.provenance.Model;
import dev.provenance.Provenance;
import dev.provenance.ProvenanceReport;
import dev.provenance.behavior.Recording;
import dev.provenance.behavior.Recordings;
import dev.provenance.history.TrainingHistory;
import dev.provenance.history.compute.Accelerator;
import dev.provenance.history.compute.DeclaredTraining;
import dev.provenance.history.compute.Precision;
import java.io.IOException;
import java.nio.file.Path;

public class BeyondWeights {

    static ProvenanceReport examine(Model base, Model suspect) throws IOException, InterruptedException {
        ProvenanceReport report = Provenance.examine(suspect)
                .against(base)
                .withOutputs(Recordings.of(
                        Recording.read(Path.of("suspect.jsonl")),
                        Recording.read(Path.of("base.jsonl")),
                        Recording.read(Path.of("control-1.jsonl")),
                        Recording.read(Path.of("control-2.jsonl")),
                        Recording.read(Path.of("control-3.jsonl"))))
                .withHistory(TrainingHistory.inFolder(Path.of("checkpoints")).withLog(Path.of("log.csv")))
                .withDeclaredTraining(DeclaredTraining.ofTokens(2e12)
                        .on(Accelerator.of("A100"), Precision.BF16)
                        .deviceHours(184_320))
                .run();
        report.behavior().orElseThrow().sentences().forEach(System.out::println);
        report.history().orElseThrow().findings().forEach(finding -> System.out.println(finding.reason()));
        report.compute().orElseThrow().sentences().forEach(System.out::println);
        return report;
    }
}
