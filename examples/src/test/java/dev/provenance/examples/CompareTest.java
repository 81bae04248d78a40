package dev.provenance.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompareTest {

    private static final Path SAMPLES = Path.of(System.getProperty("provenance.samples", "models"));

    @TempDir
    Path folder;

    /** What a run of the program printed, and its exit code. */
    private record Run(int exit, String out, String err) {

        static Run of(Object... arguments) {
            String[] texts = new String[arguments.length];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = arguments[i].toString();
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            PrintStream oldOut = System.out;
            PrintStream oldErr = System.err;
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            try {
                int exit = Compare.run(texts);
                return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
            } finally {
                System.setOut(oldOut);
                System.setErr(oldErr);
            }
        }

        void isRefusedWith(String message) {
            assertThat(exit).isEqualTo(2);
            assertThat(out).isEmpty();
            assertThat(err.lines().toList())
                    .singleElement()
                    .asString()
                    .startsWith("compare: ")
                    .contains(message);
        }
    }

    @Test
    void printsTheVerdictAndWritesJson() throws IOException {
        Path json = folder.resolve("report.json");

        Run run = Run.of(SAMPLES.resolve("alder"), SAMPLES.resolve("alder-cpt"), "--json", json, "--parallelism", 2);

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("verdict    CONTINUED_PRETRAINING", "weights related          found");
        JsonNode report = JsonMapper.shared().readTree(Files.readAllBytes(json));
        assertThat(report.path("verdict").path("relation").stringValue()).isEqualTo("CONTINUED_PRETRAINING");
        assertThat(report.path("tensors").size()).isEqualTo(39);
    }

    @Test
    void writesThePageInTheChosenLanguage() throws IOException {
        Path html = folder.resolve("report.html");
        Path alder = SAMPLES.resolve("alder");

        Run english = Run.of(alder, SAMPLES.resolve("birch"), "--html", html);
        assertThat(english.exit()).isZero();
        assertThat(html).content().contains("<h1>No shared weights were found between birch and alder.</h1>");
        Run korean = Run.of(alder, SAMPLES.resolve("birch"), "--html", html, "--lang", "ko");
        assertThat(korean.exit()).isZero();
        assertThat(html).content().contains("<h1>birch 모델과 alder 모델 사이에서 공유된 가중치가 발견되지 않았습니다.</h1>");
        assertThat(korean.out()).contains("의심 모델").isNotEqualTo(english.out());
        Run.of(alder, alder, "--lang", "fr").isRefusedWith("fr");
    }

    @Test
    void copyingGivesTheSameVerdict() {
        Run mapped = Run.of(SAMPLES.resolve("alder"), SAMPLES.resolve("birch"));
        Run copied = Run.of("--copy", SAMPLES.resolve("alder"), SAMPLES.resolve("birch"));

        assertThat(copied.out()).isEqualTo(mapped.out());
    }

    @Test
    void sampleIsSaidToBeOne() throws IOException {
        Path json = folder.resolve("report.json");
        Run run = Run.of(
                "--base-first",
                "--sample",
                0.5,
                "--seed",
                -3,
                "--json",
                json,
                SAMPLES.resolve("alder"),
                SAMPLES.resolve("alder-ft"));

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("verdict    FINE_TUNED", "% of the bytes, seed -3");
        JsonNode sampling =
                JsonMapper.shared().readTree(Files.readAllBytes(json)).path("sampling");
        assertThat(sampling.path("fraction").doubleValue()).isEqualTo(0.5);
        assertThat(sampling.path("seed").longValue()).isEqualTo(-3);
    }

    @Test
    void equalTensorsAreCountedWhereAskedFor() {
        Run run = Run.of("--digests", SAMPLES.resolve("alder"), SAMPLES.resolve("alder-lora"));

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("equal bytes: 31 of 39 tensors of the suspect are in the base, 0 of them");
    }

    @Test
    void badInputIsOneLineAndExitCodeTwo() throws IOException {
        Path missing = folder.resolve("missing");
        Path pointer = Files.writeString(
                folder.resolve("model.safetensors"),
                "version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 4\n");
        Path alder = SAMPLES.resolve("alder");

        Run.of(alder, missing).isRefusedWith(missing.toString());
        Run.of(alder, folder).isRefusedWith(pointer.toString());
        Run.of(alder).isRefusedWith("only BASE is given");
        Run.of(alder, alder, "--parallelism", 0).isRefusedWith("expected 1 to 1024, actual 0");
        Run.of(alder, alder, "--max-tensors", 10).isRefusedWith("at most 10");
        Run.of(alder, alder, "--max-tensors", "many").isRefusedWith("many");
        Run.of(alder, alder, "--sample", 1.5).isRefusedWith("at most 1, actual 1.5");
        Run.of(alder, alder, "--seed", 1).isRefusedWith("--sample is not given");
        Run.of(alder, alder, "--digests", "--sample", 0.5).isRefusedWith("--digests reads everything, --sample 0.5");
        Run.of(alder, alder, "--wrong").isRefusedWith("--wrong");
        Run.of(alder, alder, alder).isRefusedWith("alder");
    }

    @Test
    void reportThatCannotBeWrittenIsBadInput() throws IOException {
        Path alder = SAMPLES.resolve("alder");
        Path model = Files.copy(
                SAMPLES.resolve("alder-f16").resolve("model.safetensors"), folder.resolve("model.safetensors"));

        Run.of(alder, alder, "--json", folder).isRefusedWith("expected the name of a file");
        Run.of(alder, alder, "--json", folder.resolve("none/report.json")).isRefusedWith("a folder that exists");
        Run.of(alder, alder, "--html", folder.resolve("none/report.html")).isRefusedWith("--html: expected the name");
        Run.of(model, model, "--html", model).isRefusedWith("expected another file than the models'");
        Run.of(model, model, "--json", model).isRefusedWith("expected another file than the models'");
        assertThat(Files.size(model)).isGreaterThan(600_000);
    }
}
