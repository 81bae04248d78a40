package dev.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.lineage.Relation;
import dev.provenance.report.JsonReport;
import dev.provenance.report.TextReport;
import dev.provenance.tokenizer.compare.TokenizerComparison;
import dev.provenance.tokenizer.compare.TokenizerRelation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The claim on tokenizers stands beside the verdict on weights, and neither moves the other. */
class TokenizerClaimTest {

    @TempDir
    Path folder;

    @Test
    void sharedTokenizerIsNoSharedWeights() throws IOException, InterruptedException {
        ProvenanceReport report = TestModels.examine(TestModels.sample("alder"), TestModels.sample("birch"));

        assertThat(report.verdict().relation()).isEqualTo(Relation.NO_SHARED_WEIGHTS_FOUND);
        assertThat(report.tokenizer().related()).isEqualTo(Answer.YES);
        assertThat(relation(report)).isEqualTo(TokenizerRelation.SAME);
        assertThat(TextReport.toString(report))
                .contains(
                        "tokenizer  same (a claim apart, not evidence on the weights)",
                        "common: 1,024 of 1,024 and 1,024 tokens; same order: 100.0 %");
    }

    @Test
    void replacedTokenizerIsNoOtherVerdict() throws IOException, InterruptedException {
        ProvenanceReport report = TestModels.examine(TestModels.sample("alder"), TestModels.sample("alder-newtok"));

        assertThat(report.verdict().weightsRelated()).isEqualTo(Answer.YES);
        assertThat(report.tokenizer().related()).isEqualTo(Answer.NO_EVIDENCE);
        assertThat(relation(report)).isEqualTo(TokenizerRelation.UNRELATED);
        JsonNode json =
                JsonMapper.shared().readTree(JsonReport.toString(report)).path("tokenizer");
        assertThat(json.path("related").stringValue()).isEqualTo("NO_EVIDENCE");
        assertThat(json.get("notCompared").isNull()).isTrue();
        assertThat(json.path("comparison").path("relation").stringValue()).isEqualTo("UNRELATED");
        assertThat(json.path("comparison").path("a").path("configVocabSize").intValue())
                .isEqualTo(1024);
    }

    private static TokenizerRelation relation(ProvenanceReport report) {
        return report.tokenizer()
                .comparison()
                .map(TokenizerComparison::relation)
                .orElseThrow()
                .relation();
    }

    @Test
    void tokenizerThatCannotBeReadDoesNotEndTheComparison() throws IOException, InterruptedException {
        Path copy = copy("alder-ft");
        Path tokenizer = Files.writeString(copy.resolve("tokenizer.json"), "{\"version\": \"1.0\"");

        ProvenanceReport report = TestModels.examineKnowingTheOrder(TestModels.sample("alder"), copy);

        assertThat(report.verdict().relation()).isEqualTo(Relation.FINE_TUNED);
        assertThat(report.tokenizer().related()).isEqualTo(Answer.NOT_COMPARABLE);
        assertThat(report.tokenizer().notCompared().orElseThrow().toString())
                .startsWith(tokenizer + ": not valid JSON");
        assertThat(TextReport.toString(report)).contains("tokenizer  not compared: ");
    }

    @Test
    void modelWithoutTokenizerSaysSo() throws IOException, InterruptedException {
        Path copy = copy("alder-ft");
        Files.delete(copy.resolve("tokenizer.json"));

        assertThat(TestModels.examine(TestModels.sample("alder"), copy)
                        .tokenizer()
                        .notCompared()
                        .orElseThrow())
                .hasToString("the suspect has no tokenizer's files");
    }

    @Test
    void formatsThatDisagreeAreInTheReport() throws IOException, InterruptedException {
        Path copy = copy("alder-ft");
        Files.writeString(copy.resolve("vocab.txt"), "one\ntwo\n");

        assertThat(TextReport.toString(TestModels.examine(TestModels.sample("alder"), copy)))
                .contains("vocab.txt: the folder's formats disagree");
    }

    private Path copy(String model) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(TestModels.sample(model))) {
            files = all.toList();
        }
        for (Path file : files) {
            Files.copy(file, folder.resolve(String.valueOf(file.getFileName())));
        }
        return folder;
    }
}
