package dev.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.provenance.lineage.Relation;
import dev.provenance.lineage.Threshold;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.report.JsonReport;
import dev.provenance.report.TextReport;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PolicyTest {

    @Test
    void everyThresholdHasItsMeaningAndItsSource() {
        List<Threshold> thresholds = VerdictPolicy.defaults().thresholds();

        assertThat(thresholds)
                .extracting(Threshold::name)
                .containsExactly(Arrays.stream(VerdictPolicy.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toArray(String[]::new));
        assertThat(thresholds).allSatisfy(threshold -> {
            assertThat(threshold.isReplaced()).isFalse();
            assertThat(threshold.meaning().toString()).isNotBlank();
            assertThat(threshold.source().toString()).matches("[A-Z].*\\.");
            assertThat(threshold.source().in(Locale.KOREAN)).containsPattern("\\p{IsHangul}");
        });
    }

    @Test
    void eachThresholdCanBeReplacedByItsName() {
        for (Threshold threshold : VerdictPolicy.defaults().thresholds()) {
            double other = threshold.name().equals("log10Significance") ? -9 : threshold.value() * 1.01;
            assertThat(VerdictPolicy.defaults().with(threshold.name(), other).thresholds())
                    .filteredOn(Threshold::isReplaced)
                    .singleElement()
                    .satisfies(replaced -> {
                        assertThat(replaced.name()).isEqualTo(threshold.name());
                        assertThat(replaced.value()).isEqualTo(other);
                        assertThat(replaced.standard()).isEqualTo(threshold.value());
                    });
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerdictPolicy.defaults().with("largechange", 0.5))
                .withMessageStartingWith("Policy: expected the name of a threshold (log10Significance, ")
                .withMessageEndingWith("actual 'largechange'.");
    }

    /** A verdict by other thresholds is another verdict, and every form of the report says whose thresholds they are. */
    @Test
    void replacedThresholdIsShownAsSuch() throws IOException, InterruptedException {
        try (Model base = Model.open(TestModels.sample("alder"));
                Model suspect = Model.open(TestModels.sample("alder-ft"))) {
            ProvenanceReport report = Provenance.examine(suspect)
                    .against(base)
                    .cameFirst(base)
                    .policy(VerdictPolicy.defaults().with("largeChange", 0.05))
                    .run();

            assertThat(report.verdict().relation()).isEqualTo(Relation.CONTINUED_PRETRAINING);
            assertThat(TextReport.toString(report)).contains("not the library's: largeChange 0.05 (0.45)");
            JsonNode policy =
                    JsonMapper.shared().readTree(JsonReport.toString(report)).path("policy");
            assertThat(policy.size())
                    .isEqualTo(VerdictPolicy.defaults().thresholds().size());
            for (JsonNode threshold : policy) {
                boolean replaced = threshold.path("name").stringValue().equals("largeChange");
                assertThat(threshold.path("replaced").booleanValue()).isEqualTo(replaced);
                assertThat(threshold.path("source").path("text").stringValue()).isNotBlank();
            }
        }
    }
}
