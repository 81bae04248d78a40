package dev.provenance.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program in a process of its own, as a user starts it. */
class CompareTokenizersTest {

    private static final Path SAMPLES = Path.of(System.getProperty("provenance.samples", "models"));

    @TempDir
    Path folder;

    private Process run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx300m",
                "-cp",
                System.getProperty("java.class.path"),
                CompareTokenizers.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process;
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }

    @Test
    void namesTheRelationAndWritesTheFieldsOfTheContract() throws IOException, InterruptedException {
        Path json = folder.resolve("comparison.json");

        Process process = run(
                SAMPLES.resolve("alder").toString(),
                SAMPLES.resolve("alder-ext").toString(),
                "--json",
                json.toString());

        assertThat(process.exitValue()).as(output()).isZero();
        assertThat(output())
                .contains("relation   extended", "this says\n    nothing about the weights")
                .contains("encodings: not compared (not asked for)");
        JsonNode root = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(root.path("relation").stringValue()).isEqualTo("EXTENDED");
        assertThat(root.path("direction").stringValue()).isEqualTo("A_WITHIN_B");
        assertThat(root.path("sizeA").intValue()).isEqualTo(1024);
        assertThat(root.path("sizeB").intValue()).isEqualTo(1152);
        assertThat(root.path("common").intValue()).isEqualTo(1024);
        assertThat(root.path("containmentOfA").doubleValue()).isEqualTo(1);
        assertThat(root.path("containmentOfB").doubleValue()).isEqualTo(1024 / 1152.0);
        assertThat(root.path("jaccard").doubleValue()).isEqualTo(1024 / 1152.0);
        assertThat(root.path("sameIdShare").doubleValue()).isEqualTo(1);
        assertThat(root.path("lisShare").doubleValue()).isEqualTo(1);
        assertThat(root.path("merges").path("common").intValue()).isPositive();
        assertThat(root.path("merges").path("commonPrefix").intValue()).isPositive();
        assertThat(root.path("a").path("paddingRows").intValue()).isZero();
    }

    @Test
    void encodesWhereAskedTo() throws IOException, InterruptedException {
        String alder = SAMPLES.resolve("alder").toString();

        Process process = run(alder, SAMPLES.resolve("alder-newtok").toString(), "--encode");

        assertThat(process.exitValue()).as(output()).isZero();
        assertThat(output()).contains("relation   unrelated").containsPattern("English +\\d+ +\\d+ +no");
    }

    @Test
    void badInputIsOneLineAndExitCodeTwo() throws IOException, InterruptedException {
        Path broken = Files.writeString(folder.resolve("tokenizer.json"), "{\"version\": \"1.0\"}");

        Process process = run(broken.toString(), broken.toString());

        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(output().lines())
                .singleElement()
                .asString()
                .isEqualTo("compare-tokenizers: " + broken
                        + ": missing field: expected the object 'model', actual none. Download the file again.");
        assertThat(run(broken.toString()).exitValue()).isEqualTo(2);
    }

    @Test
    void tokenizersOf150ThousandTokensFitInto300MegabytesOfHeap() throws IOException, InterruptedException {
        @Nullable String data = System.getProperty("provenance.data");
        assumeTrue(data != null, "provenance.data is not set: tests on real data are skipped");
        Path tokenizers = Path.of(String.valueOf(data), "data", "tokenizers");

        Process process = run(
                tokenizers.resolve("llama3.1-hf").toString(),
                tokenizers.resolve("qwen3-hf").toString());

        assertThat(process.exitValue()).as(output()).isZero();
        assertThat(output()).contains("relation   siblings of cl100k_base");
    }
}
