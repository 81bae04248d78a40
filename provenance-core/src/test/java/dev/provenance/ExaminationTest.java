package dev.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.report.JsonReport;
import dev.provenance.safetensors.ReadOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExaminationTest {

    private Model base;
    private Model suspect;

    @BeforeEach
    void open() throws IOException {
        base = Model.open(TestModels.sample("alder"));
        suspect = Model.open(TestModels.sample("alder-ft"));
    }

    @AfterEach
    void close() {
        base.close();
        suspect.close();
    }

    @Test
    void settingsAreRefusedWithTheirValues() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Provenance.examine(suspect).run())
                .withMessage("No base is set: call against(base) before run().");
        assertThatIllegalStateException()
                .isThrownBy(() -> Provenance.examine(suspect).against(base).against(suspect))
                .withMessage("base is already alder; refused alder-ft.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Provenance.examine(suspect).parallelism(0))
                .withMessage("parallelism: expected 1 to 1024, actual 0.");
        assertThatIllegalStateException()
                .isThrownBy(() -> Provenance.examine(suspect).parallelism(2).parallelism(3))
                .withMessage("parallelism is already 2; refused 3.");
        assertThatIllegalStateException()
                .isThrownBy(() -> Provenance.examine(suspect)
                        .policy(VerdictPolicy.defaults())
                        .policy(VerdictPolicy.defaults()))
                .withMessageStartingWith("policy is already VerdictPolicy[");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerdictPolicy.defaults().with("derivedCorrelation", 1.5))
                .withMessage("Policy derivedCorrelation: expected a number from 0.0 to 1.0, actual 1.5.");
    }

    @Test
    void onlyBasesCanHaveComeFirst() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Provenance.examine(suspect).against(base).cameFirst())
                .withMessage("cameFirst: expected at least one base, actual none.");
        assertThatIllegalStateException()
                .isThrownBy(() -> Provenance.examine(suspect)
                        .against(base)
                        .cameFirst(base)
                        .cameFirst(base))
                .withMessage("cameFirst is already alder; refused alder.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Provenance.examine(suspect)
                        .against(base)
                        .cameFirst(suspect)
                        .run())
                .withMessage("cameFirst: expected bases of this examination (alder), actual alder-ft.");
    }

    @Test
    void progressCountsUpToWhatWasPlanned() throws IOException, InterruptedException {
        List<Progress> steps = new ArrayList<>();

        ProvenanceReport report =
                Provenance.examine(suspect).against(base).onProgress(steps::add).run();

        long planned =
                report.passes().stream().mapToLong(ProvenanceReport.Pass::bytes).sum();
        assertThat(steps).isNotEmpty().allMatch(step -> step.bytesPlanned() == planned);
        assertThat(steps).isSortedAccordingTo((one, other) -> Long.compare(one.bytesDone(), other.bytesDone()));
        assertThat(steps.getLast().bytesDone()).isEqualTo(planned);
        assertThat(steps.getLast().share()).isEqualTo(1);
    }

    @Test
    void resultDependsNeitherOnThreadsNorOnAccess() throws IOException, InterruptedException {
        String mapped =
                json(Provenance.examine(suspect).against(base).parallelism(1).run());

        assertThat(json(Provenance.examine(suspect).against(base).parallelism(3).run()))
                .isEqualTo(mapped);
        ReadOptions copied = ReadOptions.defaults().withAccess(ReadOptions.Access.COPIED);
        try (Model copiedBase = Model.open(TestModels.sample("alder"), copied);
                Model copiedSuspect = Model.open(TestModels.sample("alder-ft"), copied)) {
            assertThat(json(Provenance.examine(copiedSuspect)
                            .against(copiedBase)
                            .run()))
                    .isEqualTo(mapped);
        }
    }

    private static String json(ProvenanceReport report) {
        return JsonReport.toString(report)
                .replaceFirst("\"createdAt\" : \"[^\"]*\"", "\"createdAt\" : \"\"")
                .replaceAll("\"milliseconds\" : \\{[^}]*}", "\"milliseconds\" : {}");
    }

    @Test
    void interruptEndsTheRunAndLeavesTheModelsUsable() throws IOException, InterruptedException {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Provenance.examine(suspect).against(base).run())
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(workers()).isEmpty();
        assertThat(Provenance.examine(suspect).against(base).run().tensors()).hasSize(39);
    }

    @Test
    void failingListenerEndsTheRun() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Provenance.examine(suspect)
                        .against(base)
                        .onProgress(progress -> {
                            throw new IllegalStateException("enough");
                        })
                        .run())
                .withMessage("enough");
        assertThat(workers()).isEmpty();
    }

    private static List<String> workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("provenance-worker"))
                .toList();
    }

    @Test
    void closedModelIsRefused() {
        base.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> Provenance.examine(suspect).against(base).run())
                .withMessageContaining("is closed");
    }
}
