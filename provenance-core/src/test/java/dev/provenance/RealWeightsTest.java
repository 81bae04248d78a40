package dev.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.lineage.Direction;
import dev.provenance.lineage.Relation;
import java.io.IOException;
import java.nio.file.Path;
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
     * Both were trained on one text, the light one little: its change is a part of the heavy one's, so places tell nothing.
     * What must not happen is an order that is wrong.
     */
    @ParameterizedTest
    @CsvSource({"finetune-light, finetune-heavy", "finetune-heavy, finetune-light"})
    void besideTheirBaseTheyAreNotPutInAWrongOrder(String suspect, String other)
            throws IOException, InterruptedException {
        try (Model base = Model.open(weights("stories260K/base"));
                Model sibling = Model.open(weights("stories260K").resolve(other));
                Model examined = Model.open(weights("stories260K").resolve(suspect))) {
            ProvenanceReport report =
                    Provenance.examine(examined).against(base, sibling).run();

            assertThat(report.verdict().weightsRelated()).isEqualTo(Answer.YES);
            assertThat(report.comparisons().get(0).conclusion().direction())
                    .isIn(Direction.BASE_FIRST, Direction.UNDETERMINED);
            assertThat(report.comparisons().get(1).conclusion().direction())
                    .isIn(Direction.SIBLINGS, Direction.UNDETERMINED);
            assertThat(report.comparisons().get(1).conclusion().relation()).isEqualTo(Relation.COMMON_ORIGIN);
        }
    }
}
