package dev.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.lineage.Direction;
import dev.provenance.lineage.Relation;
import dev.provenance.message.Message;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real weights of known descent: what is no transformer, and fine-tunes with their base at hand. */
class RealWeightsTest {

    private static Path weights(String name) {
        return TestModels.data("data", "weights").resolve(name);
    }

    /** Checkpoints of one run and reruns of one script share something, and no more is said; strangers share nothing. */
    @ParameterizedTest
    @CsvSource({
        "rwkv-v8/251105_reverse_L2, rwkv-v8/260123_reverse_L2, INCONCLUSIVE",
        "rwkv-v8/260123_reverse_L2, rwkv-v8/260123_reverse_L2_only_rwkv7, NO_SHARED_WEIGHTS_FOUND",
        "rl-agents/a2c-HalfCheetah-v3-best, rl-agents/a2c-HalfCheetah-v3-final, INCONCLUSIVE",
        "rl-agents/a2c-HalfCheetah-v3-final, rl-agents/a2c-Hopper-v3-final, NO_SHARED_WEIGHTS_FOUND",
    })
    void whatIsNoTransformerIsJudgedByItsRows(String base, String suspect, Relation relation)
            throws IOException, InterruptedException {
        Verdict verdict = TestModels.examine(weights(base + ".safetensors"), weights(suspect + ".safetensors"))
                .verdict();

        assertThat(verdict.relation()).isEqualTo(relation);
        assertThat(verdict.weightsRelated()).isNotEqualTo(Answer.YES);
        assertThat(verdict.reasons())
                .anyMatch(reason -> reason.toString().startsWith("No transformer that this version knows"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"finetune-light", "finetune-heavy"})
    void fineTunesAreOrderedByTheirBaseThatIsKnownToBeOlder(String suspect) throws IOException, InterruptedException {
        Verdict verdict = TestModels.examineKnowingTheOrder(
                        weights("stories260K/base"), weights("stories260K").resolve(suspect))
                .verdict();

        assertThat(verdict.relation()).isEqualTo(Relation.FINE_TUNED);
        assertThat(verdict.direction()).isEqualTo(Direction.BASE_FIRST);
    }

    /**
     * Both were trained on one text, the light one little: its change is a part of the heavy one's, so places tell no
     * direction, and what must not happen is one that is wrong. That the base is older is the user's word; of the other
     * fine-tune nobody says so.
     */
    @ParameterizedTest
    @CsvSource({"finetune-light, finetune-heavy", "finetune-heavy, finetune-light"})
    void besideTheirBaseEachIsItsFineTuneAndNotTheOthers(String suspect, String other)
            throws IOException, InterruptedException {
        try (Model base = Model.open(weights("stories260K/base"));
                Model sibling = Model.open(weights("stories260K").resolve(other));
                Model examined = Model.open(weights("stories260K").resolve(suspect))) {
            ProvenanceReport untold =
                    Provenance.examine(examined).against(base, sibling).run();
            ProvenanceReport told = Provenance.examine(examined)
                    .against(base, sibling)
                    .cameFirst(base)
                    .run();

            assertThat(untold.verdict().weightsRelated()).isEqualTo(Answer.YES);
            assertThat(untold.comparisons())
                    .extracting(each -> each.conclusion().relation())
                    .containsExactly(Relation.COMMON_ORIGIN, Relation.COMMON_ORIGIN);
            assertThat(told.verdict().relation()).isEqualTo(Relation.FINE_TUNED);
            assertThat(told.comparisons())
                    .extracting(each -> each.conclusion().relation())
                    .containsExactly(Relation.FINE_TUNED, Relation.COMMON_ORIGIN);
            assertThat(told.comparisons())
                    .extracting(each -> each.conclusion().direction())
                    .containsExactly(Direction.BASE_FIRST, Direction.UNDETERMINED);
        }
    }

    @Test
    void aPanelIsOrderedByTheSizeOfTheChange() throws IOException, InterruptedException {
        try (Model base = Model.open(weights("stories260K/base"));
                Model heavy = Model.open(weights("stories260K/finetune-heavy"));
                Model light = Model.open(weights("stories260K/finetune-light"))) {
            ProvenanceReport report =
                    Provenance.examine(light).against(heavy, base).run();

            assertThat(report.verdict().reasons().stream().map(Message::toString))
                    .contains("The related bases by the size of the change, the nearest first: 'base' (0.022),"
                            + " 'finetune-heavy' (0.132).");
        }
    }
}
