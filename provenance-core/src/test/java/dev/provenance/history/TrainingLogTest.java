package dev.provenance.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provenance.TestModels;
import dev.provenance.history.HistoryFinding.Consistency;
import dev.provenance.history.HistoryFinding.Kind;
import dev.provenance.records.RecordException;
import dev.provenance.records.RecordLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingLogTest {

    @TempDir
    Path folder;

    private TrainingLog read(String text) throws IOException {
        Path file = folder.resolve("log");
        Files.writeString(file, text);
        return TrainingLog.read(file, RecordLimits.DEFAULTS);
    }

    @Test
    void readsTheNamesOfTheUsualTrackers() throws IOException {
        TrainingLog csv = read("""
                "Step",wall,"train/loss",Train/Learning_Rate,consumed_tokens
                0,1,6.9,0,
                10,2,NaN,"1e-3",5000
                """);
        TrainingLog jsonl = read("""
                {"_step": 0, "lm loss": 6.9, "lr": 0, "x": "y"}
                {"_step": 10, "train/lr": "1e-3", "tokens_seen": 5000, "loss": null}
                """);

        assertThat(csv.entries())
                .usingRecursiveComparison()
                .ignoringFields("line")
                .isEqualTo(jsonl.entries());
        assertThat(csv.entries().getLast().tokens().orElseThrow()).isEqualTo(5000);
        assertThat(csv.entries().getLast().loss()).isEmpty();
        assertThat(csv.entries().getLast().learningRate().orElseThrow()).isEqualTo(0.001);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "time,value/1,2|line 1: columns: expected names of CSV columns with one of [step, _step,",
                "step,loss/x,2|line 2: column 'step': expected a number or nothing, actual 'x'.",
                "step,loss/,2|line 2: column 'step': expected a number, actual none.",
                "step,loss,train_loss/1,2,3|line 1: columns: expected one for the loss, actual 'loss' and 'train_loss'",
                "step,loss/1,\"2|line 2: quotes: expected closed ones, actual an open one.",
                "step,loss|nothing recorded: expected at least one line of values",
                "{\"loss\": 1}|line 1: column 'step': expected a number, actual none.",
                "{\"step\": [1]}|line 1: field 'step': expected a number, actual a JSON array.",
            })
    void refusesWithFileAndLine(String text, String told) {
        assertThatThrownBy(() -> read(text.replace('/', '\n')))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining(told);
    }

    @Test
    void aFolderNeedsTwoCheckpointsOfDifferentSteps() throws IOException {
        Files.createDirectories(folder.resolve("run/step-1"));
        Files.createDirectories(folder.resolve("run/notes"));

        assertThatThrownBy(() -> TrainingHistory.inFolder(folder.resolve("run")))
                .hasMessageContaining("checkpoints: expected at least two folders with a step in their names")
                .hasMessageContaining("actual 1.");
        Files.createDirectories(folder.resolve("run/iter_0000001"));
        assertThatThrownBy(() -> TrainingHistory.inFolder(folder.resolve("run")))
                .hasMessageContaining("step 1: expected one checkpoint of it, actual iter_0000001 and step-1");
        Files.move(folder.resolve("run/iter_0000001"), folder.resolve("run/checkpoint-20"));
        TrainingHistory history = TrainingHistory.inFolder(folder.resolve("run"));
        assertThat(history.checkpoints()).extracting(CheckpointFolder::step).containsExactly(1L, 20L);
        assertThat(history.anomalies())
                .extracting(Object::toString)
                .containsExactly("Folders without a step in their names were passed over: notes.");
        assertThatThrownBy(() -> TrainingHistory.inFolder(folder.resolve("nowhere")))
                .hasMessageContaining("not a folder: expected a folder of checkpoints, actual nothing.");
    }

    private List<HistoryFinding> findings(String csv) throws IOException {
        List<CheckpointFolder> checkpoints =
                List.of(new CheckpointFolder("a", 0, folder), new CheckpointFolder("b", 40, folder));
        return new LogFindings(read(csv), checkpoints, OptionalLong.of(1024), HistoryPolicy.defaults()).all();
    }

    private static HistoryFinding of(List<HistoryFinding> findings, Kind kind) {
        return findings.stream()
                .filter(finding -> finding.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    /** ln 1,024 = 6.931. */
    @Test
    void aLogInOrderBeginsWithAnEvenGuess() throws IOException {
        List<HistoryFinding> findings =
                findings("step,loss,tokens\n0,6.95,0\n10,5,100\n20,4,200\n30,3.5,300\n40,3.4,400\n");

        assertThat(findings).hasSize(3).allMatch(finding -> finding.verdict() == Consistency.CONSISTENT);
    }

    @Test
    void whatIsOddIsSaid() throws IOException {
        List<HistoryFinding> findings =
                findings("step,loss,tokens\n0,3.2,0\n1,3,10\n2,3,20\n1,3,10\n2,3,20\n3,3,30\n40,3,400\n");

        assertThat(of(findings, Kind.START_LOSS).verdict()).isEqualTo(Consistency.CONTRADICTED);
        assertThat(of(findings, Kind.START_LOSS).reason().toString()).contains("3.200 at step 0", "ln V = 6.931");
        assertThat(of(findings, Kind.LOG_ORDER).verdict()).isEqualTo(Consistency.QUESTIONABLE);
        assertThat(of(findings, Kind.LOG_ORDER).reason().toString()).contains("goes back 1 times, first on line 5");
        assertThat(of(findings, Kind.LOG_GAPS).reason().toString()).contains("1 gaps, the first after step 3");
        assertThat(of(findings("step,tokens\n0,100\n40,90\n"), Kind.LOG_ORDER).verdict())
                .isEqualTo(Consistency.CONTRADICTED);
        assertThat(of(findings("step,tokens\n0,100\n10,110\n"), Kind.LOG_GAPS)
                        .reason()
                        .toString())
                .contains("these checkpoints are outside of it: b.");
        assertThat(of(findings("step,loss\n5,3\n40,2\n"), Kind.START_LOSS).verdict())
                .isEqualTo(Consistency.QUESTIONABLE);
    }

    @Test
    void aLogStandsBesideTheCheckpoints() throws IOException, InterruptedException {
        Path log = folder.resolve("birch.csv");
        Files.writeString(log, "step,loss\n0,6.94\n300,4.5\n600,3.9\n900,3.4\n1200,3.1\n");
        TrainingHistory history = TrainingHistory.inFolder(TestModels.data("zoo", "birch-history"))
                .withLog(log);

        assertThat(history.log().orElseThrow().name()).isEqualTo("birch.csv");
        assertThat(history.checkpoints()).hasSize(6);
    }
}
