package dev.provenance.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.Model;
import dev.provenance.Provenance;
import dev.provenance.report.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the README shows is what the project does. */
class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("provenance.samples", "models"), "..", "..");

    @Test
    void itsCodeIsThatOfTheUsersProjectUnderTest() throws IOException {
        Path program = ROOT.resolve("provenance-core/src/it/consumer/src/main/java/example/QuickStart.java");
        String code = block("```java\n");

        assertThat(code.lines()).hasSizeGreaterThan(5);
        assertThat(stripped(Files.readString(program))).containsSequence(stripped(code));
    }

    @Test
    void itsCodeOnOtherClaimsIsInThatProjectToo() throws IOException {
        Path program = ROOT.resolve("provenance-core/src/it/consumer/src/main/java/example/BeyondWeights.java");
        String code = block(
                "```java\nProvenanceReport report = Provenance.examine(suspect)\n    .against(base)\n    .withOutputs");

        assertThat(code.lines()).hasSizeGreaterThan(5);
        assertThat(stripped(Files.readString(program))).containsSequence(stripped(code));
    }

    @Test
    void itsOutputIsTheDemosOutput() throws IOException, InterruptedException {
        Path models = ROOT.resolve("examples/models");
        try (Model base = Model.open(models.resolve("alder"));
                Model suspect = Model.open(models.resolve("alder-ft"))) {
            String text = TextReport.toString(
                    Provenance.examine(suspect).against(base).cameFirst(base).run());

            assertThat(block("```\nSample models")).contains(text);
        }
    }

    private static String block(String start) throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        int from = readme.indexOf(start);
        assertThat(from).as("a block of README.md that begins with " + start).isNotNegative();
        return readme.substring(readme.indexOf('\n', from) + 1, readme.indexOf("\n```", from + start.length()) + 1);
    }

    private static List<String> stripped(String code) {
        return code.lines().map(String::strip).toList();
    }
}
