package dev.provenance.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.Model;
import dev.provenance.Provenance;
import dev.provenance.ProvenanceReport;
import dev.provenance.TestModels;
import dev.provenance.history.HistoryFinding.Consistency;
import dev.provenance.history.HistoryFinding.Kind;
import dev.provenance.report.JsonReport;
import dev.provenance.report.TextReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The six checkpoints of birch's training, and what somebody could do to them. */
class BirchHistoryTest {

    private static List<CheckpointFolder> birch() throws IOException {
        return new ArrayList<>(TrainingHistory.inFolder(TestModels.data("zoo", "birch-history"))
                .checkpoints());
    }

    private static Path model(String name) {
        return TestModels.data("zoo", name);
    }

    /** Against models that have nothing to do with it. */
    private static ExaminedHistory examine(List<CheckpointFolder> checkpoints, String published, String... bases)
            throws IOException, InterruptedException {
        return report(TrainingHistory.of(checkpoints), published, bases)
                .history()
                .orElseThrow();
    }

    private static ProvenanceReport report(TrainingHistory history, String published, String... bases)
            throws IOException, InterruptedException {
        List<Model> opened = new ArrayList<>();
        try (Model suspect = Model.open(model(published))) {
            for (String base : bases) {
                opened.add(Model.open(model(base)));
            }
            return Provenance.examine(suspect)
                    .against(opened.toArray(Model[]::new))
                    .withHistory(history)
                    .run();
        } finally {
            opened.forEach(Model::close);
        }
    }

    private static List<Kind> contradicted(ExaminedHistory history) {
        return history.findings().stream()
                .filter(finding -> finding.verdict() == Consistency.CONTRADICTED)
                .map(HistoryFinding::kind)
                .toList();
    }

    private static HistoryFinding finding(ExaminedHistory history, Kind kind) {
        return history.findings().stream()
                .filter(finding -> finding.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    /** Cosines computed apart, in double. */
    @Test
    void readsAsARunFromARandomStartThatEndsInBirch() throws IOException, InterruptedException {
        ExaminedHistory history = examine(birch(), "birch", "alder", "cedar");

        assertThat(history.findings())
                .allMatch(finding -> finding.verdict() == Consistency.CONSISTENT)
                .extracting(HistoryFinding::kind)
                .containsExactly(
                        Kind.STEP_ORDER,
                        Kind.RANDOM_START,
                        Kind.TOWARDS_END,
                        Kind.FOREIGN_CHECKPOINT,
                        Kind.CONTINUITY,
                        Kind.NEAR_BASE,
                        Kind.NEAR_BASE,
                        Kind.PUBLISHED_MODEL);
        assertThat(history.verdict()).isEqualTo(Consistency.CONSISTENT);
        double[] toEnd = {0.281, 0.357, 0.589, 0.855, 0.985, 1.000};
        for (int i = 0; i < toEnd.length; i++) {
            assertThat(history.checkpoints().get(i).toLast().centredCosine()).isCloseTo(toEnd[i], within(0.001));
            assertThat(history.checkpoints().get(i).toBases().values())
                    .allMatch(closeness -> Math.abs(closeness.centredCosine()) < 0.004);
        }
        assertThat(history.checkpoints().get(1).toPrevious().orElseThrow().relativeChange())
                .isCloseTo(0.6227, within(0.0002));
        assertThat(history.start().constantNorms())
                .isEqualTo(9)
                .isEqualTo(history.start().norms());
        assertThat(history.start().drawn())
                .isEqualTo(28)
                .isEqualTo(history.start().matrices());
        assertThat(history.start().usualDeviations()).isGreaterThanOrEqualTo(25);
    }

    @Test
    void aSlippedInCheckpointIsForeign() throws IOException, InterruptedException {
        List<CheckpointFolder> series = birch();
        series.add(4, new CheckpointFolder("step-00500", 500, model("alder")));

        ExaminedHistory history = examine(series, "birch", "cedar");

        assertThat(contradicted(history)).containsExactly(Kind.FOREIGN_CHECKPOINT);
        assertThat(finding(history, Kind.FOREIGN_CHECKPOINT).reason().toString())
                .startsWith("Foreign to the series: step-00500. The first of these has a centred cosine of");
        assertThat(contradicted(examine(series, "birch", "alder")))
                .containsExactly(Kind.FOREIGN_CHECKPOINT, Kind.NEAR_BASE);
    }

    @Test
    void aTrainedModelIsNoStart() throws IOException, InterruptedException {
        List<CheckpointFolder> series = birch();
        series.set(0, new CheckpointFolder("step-00000", 0, model("alder")));

        ExaminedHistory history = examine(series, "birch", "cedar");

        assertThat(contradicted(history)).containsExactly(Kind.RANDOM_START, Kind.CONTINUITY);
        assertThat(finding(history, Kind.RANDOM_START).reason().toString())
                .startsWith("step-00000 is presented as the start and is trained: only ");
        assertThat(finding(history, Kind.CONTINUITY).reason().toString())
                .startsWith("step-00050 does not follow from step-00000: they share nothing");
    }

    @Test
    void stepsOutOfOrderAreSeenInTheirNumbersAndInTheWeights() throws IOException, InterruptedException {
        List<CheckpointFolder> numbers = birch();
        Collections.swap(numbers, 3, 4);
        List<CheckpointFolder> renumbered = birch();
        CheckpointFolder at400 = renumbered.get(3);
        CheckpointFolder at800 = renumbered.get(4);
        renumbered.set(3, new CheckpointFolder(at400.name(), at400.step(), at800.path()));
        renumbered.set(4, new CheckpointFolder(at800.name(), at800.step(), at400.path()));

        assertThat(contradicted(examine(numbers, "birch", "cedar"))).containsExactly(Kind.STEP_ORDER, Kind.TOWARDS_END);
        ExaminedHistory history = examine(renumbered, "birch", "cedar");
        assertThat(contradicted(history)).containsExactly(Kind.TOWARDS_END);
        assertThat(finding(history, Kind.TOWARDS_END).reason())
                .hasToString("Checkpoints are in another order than their training: step-00800 has a centred cosine of"
                        + " 0.855 with the end, the one before has 0.985.");
    }

    @Test
    void anotherEndIsNotThePublishedModel() throws IOException, InterruptedException {
        assertThat(contradicted(examine(birch(), "alder", "cedar"))).containsExactly(Kind.PUBLISHED_MODEL);

        List<CheckpointFolder> series = birch();
        series.set(5, new CheckpointFolder("step-01200", 1200, model("alder")));
        assertThat(contradicted(examine(series, "birch", "cedar")))
                .containsExactly(Kind.CONTINUITY, Kind.PUBLISHED_MODEL);

        ExaminedHistory early = examine(birch().subList(0, 5), "birch", "cedar");
        assertThat(contradicted(early)).containsExactly(Kind.PUBLISHED_MODEL);
        assertThat(finding(early, Kind.PUBLISHED_MODEL).value()).isCloseTo(0.985, within(0.001));
    }

    @Test
    void aSeriesWithoutItsStartAccusesNobody() throws IOException, InterruptedException {
        ExaminedHistory history = examine(birch().subList(2, 6), "birch", "cedar");

        assertThat(contradicted(history)).isEmpty();
        assertThat(finding(history, Kind.RANDOM_START).verdict()).isEqualTo(Consistency.QUESTIONABLE);
        ExaminedHistory fifty = examine(birch().subList(1, 6), "birch", "cedar");
        assertThat(contradicted(fifty)).isEmpty();
        assertThat(finding(fifty, Kind.RANDOM_START).verdict()).isEqualTo(Consistency.QUESTIONABLE);
    }

    @Test
    void otherShapesAreNotTestedAndSayNothing() throws IOException, InterruptedException {
        ExaminedHistory history = examine(birch(), "birch", "dogwood");

        assertThat(contradicted(history)).isEmpty();
        assertThat(finding(history, Kind.NEAR_BASE).verdict()).isIn(Consistency.NOT_TESTED, Consistency.CONSISTENT);
    }

    @Test
    void standsInTheReportAndMovesNoVerdict() throws IOException, InterruptedException {
        List<CheckpointFolder> series = birch();
        series.add(4, new CheckpointFolder("step-00500\u001b[2J", 500, model("alder")));

        ProvenanceReport report = report(TrainingHistory.of(series), "birch", "alder");

        assertThat(report.verdict())
                .isEqualTo(TestModels.examine(model("alder"), model("birch")).verdict());
        assertThat(TextReport.toString(report))
                .contains("history    contradicted (a claim apart", "\\u001b[2J")
                .doesNotContain("\u001b");
        assertThat(JsonReport.toString(report)).contains("\"history\" : {", "\"FOREIGN_CHECKPOINT\"");
        assertThat(report.passes())
                .extracting(pass -> pass.purpose().toString())
                .contains("checkpoints of the training");
    }
}
