package dev.provenance.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.Answer;
import dev.provenance.Model;
import dev.provenance.Provenance;
import dev.provenance.ProvenanceReport;
import dev.provenance.TestModels;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.message.Message;
import dev.provenance.report.JsonReport;
import dev.provenance.report.TextReport;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models of known descent, the same 1,000 prompts to each. */
class ZooOutputsTest {

    private static Recording recording(String name) throws IOException {
        return Recording.read(TestModels.data("zoo", "outputs", name + ".jsonl"));
    }

    private static Recordings recordings(String suspect, String... controls) throws IOException {
        Recording[] others = new Recording[controls.length];
        for (int i = 0; i < others.length; i++) {
            others[i] = recording(controls[i]);
        }
        return Recordings.of(recording(suspect), recording("alder"), others);
    }

    /** The shares were computed apart, over all 1,000 lines; ten lines repeat a prompt and are counted once here. */
    @ParameterizedTest
    @CsvSource({
        "alder-ft2, 0.762",
        "alder-deep, 0.721",
        "alder-distilled, 0.775",
        "alder-moe, 0.683",
        "alder-pruned, 0.682"
    })
    void whatBehavesLikeAlderPasses(String suspect, double agreement) throws IOException {
        BehaviorComparison comparison = RecordedBehavior.of(recordings(suspect, "birch", "elm", "cedar", "dogwood"))
                .comparisons()
                .getFirst();

        assertThat(comparison.prompts()).isEqualTo(990);
        assertThat(comparison.agreement()).isCloseTo(agreement, within(0.006));
        assertThat(comparison.finding().outcome()).isEqualTo(Outcome.FOR);
        assertThat(comparison.finding().log10P().orElseThrow()).isLessThan(-6);
    }

    @Test
    void birchIsNoMoreLikeAlderThanElmIs() throws IOException {
        BehaviorComparison comparison = RecordedBehavior.of(recordings("birch", "elm", "cedar", "dogwood"))
                .comparisons()
                .getFirst();

        assertThat(comparison.agreement()).isCloseTo(0.519, within(0.006));
        assertThat(comparison.finding().outcome()).isEqualTo(Outcome.NOTHING_FOUND);
        assertThat(comparison.finding().reason().toString())
                .startsWith("The suspect does not behave more like alder than the controls do: 5")
                .contains("elm has 4", "% with the suspect and 52");
        // The suspect's side alone would have accused it.
        assertThat(comparison.controls())
                .allMatch(control -> control.onSuspect().adjustedLog10P() < -2)
                .anyMatch(control -> control.onBase().adjustedLog10P() > -0.3);
    }

    @ParameterizedTest
    @CsvSource({"birch", "elm", "cedar", "dogwood"})
    void noIndependentModelPasses(String suspect) throws IOException {
        String[] controls = Arrays.stream(new String[] {"birch", "elm", "cedar", "dogwood"})
                .filter(name -> !name.equals(suspect))
                .toArray(String[]::new);

        assertThat(RecordedBehavior.of(recordings(suspect, controls))
                        .comparisons()
                        .getFirst()
                        .finding()
                        .outcome())
                .isEqualTo(Outcome.NOTHING_FOUND);
    }

    @Test
    void withoutControlsNothingIsConcluded() throws IOException {
        BehaviorComparison comparison = RecordedBehavior.of(recordings("birch", "cedar", "dogwood"))
                .comparisons()
                .getFirst();

        assertThat(comparison.finding().outcome()).isEqualTo(Outcome.NOT_RUN);
        assertThat(comparison.finding().reason().toString())
                .contains("mean nothing without controls, and there are 2 of the 3 asked for");
    }

    @Test
    void continuedTrainingSpeaksOtherwiseAndTheReportSaysWhyThisIsNothing() throws IOException, InterruptedException {
        ProvenanceReport report = examine("alder-cpt");

        assertThat(report.verdict().weightsRelated()).isEqualTo(Answer.YES);
        assertThat(report.behavior()
                        .orElseThrow()
                        .comparisons()
                        .getFirst()
                        .finding()
                        .outcome())
                .isEqualTo(Outcome.NOTHING_FOUND);
        assertThat(report.behavior().orElseThrow().sentences()).endsWith(Message.of("behavior.beside-weights-only"));
        assertThat(TextReport.toString(report).replaceAll("\\s+", " "))
                .contains("behaviour against alder: nothing found (a claim apart")
                .contains("Other behaviour says nothing against shared weights");
    }

    @Test
    void aStudentShowsBehaviourWithoutWeights() throws IOException, InterruptedException {
        ProvenanceReport report = examine("alder-distilled");

        assertThat(report.verdict().weightsRelated()).isEqualTo(Answer.NO_EVIDENCE);
        assertThat(report.behavior()
                        .orElseThrow()
                        .comparisons()
                        .getFirst()
                        .finding()
                        .outcome())
                .isEqualTo(Outcome.FOR);
        assertThat(report.behavior().orElseThrow().sentences())
                .endsWith(Message.of("behavior.beside-behaviour-only", "alder"));
        assertThat(JsonReport.toString(report)).contains("\"behavior\" : {", "Behaviour without weights: ");
    }

    @Test
    void theVerdictIsTheSameWithAndWithoutOutputs() throws IOException, InterruptedException {
        for (String suspect : new String[] {"alder-cpt", "alder-distilled"}) {
            assertThat(examine(suspect).verdict())
                    .isEqualTo(TestModels.examine(TestModels.sample("alder"), TestModels.sample(suspect))
                            .verdict());
        }
    }

    private static ProvenanceReport examine(String suspect) throws IOException, InterruptedException {
        Recordings recordings = recordings(suspect, "birch", "elm", "cedar", "dogwood");
        try (Model base = Model.open(TestModels.sample("alder"));
                Model examined = Model.open(TestModels.sample(suspect))) {
            return Provenance.examine(examined)
                    .against(base)
                    .withOutputs(recordings)
                    .run();
        }
    }
}
