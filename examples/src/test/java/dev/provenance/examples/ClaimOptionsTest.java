package dev.provenance.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.provenance.Model;
import dev.provenance.Provenance;
import dev.provenance.history.compute.DeclaredTraining;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ClaimOptionsTest {

    private static final Path SAMPLES = Path.of(System.getProperty("provenance.samples", "models"));

    @TempDir
    Path folder;

    private static void apply(String... arguments) throws IOException {
        ClaimOptions options = new ClaimOptions();
        new CommandLine(options).parseArgs(arguments);
        try (Model suspect = Model.open(SAMPLES.resolve("birch"));
                Model base = Model.open(SAMPLES.resolve("alder"))) {
            options.apply(Provenance.examine(suspect).against(base), suspect, List.of(base));
        }
    }

    @Test
    void oddOptionsAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("o.jsonl"), "{\"id\": 1, \"prompt\": \"p\", \"token\": \"t\"}\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> apply("--outputs", "x"))
                .withMessage("--outputs: expected NAME=FILE, actual x.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> apply("--outputs", "suspect=" + file))
                .withMessageEndingWith("and a base (base=FILE), actual none of alder.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> apply("--outputs", "birch=" + file, "--outputs", "suspect=" + file))
                .withMessage("--outputs: expected one file for each model, actual two for birch.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> apply("--log", "x.csv"))
                .withMessage("--log x.csv belongs to --history, which is not given.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> apply("--declared", "hours=3"))
                .withMessage("--declared: expected tokens=NUMBER, actual none.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> apply("--declared", "tokens=3,colour=red"))
                .withMessageEndingWith("active or flops, actual colour.");
    }

    @Test
    void aDeclarationIsRead() {
        DeclaredTraining declared = DeclaredOption.parse(
                "tokens=2e12,accelerator=a100,precision=bf16,devices=8,days=2,sequence=4096,active=7e9");

        assertThat(declared.tokens()).isEqualTo(2e12);
        assertThat(declared.accelerator().orElseThrow().id()).isEqualTo("A100");
        assertThat(declared.sequenceTokens().orElseThrow().high()).isEqualTo(4096);
        assertThat(declared.deviceHours()).isEmpty();
    }

    @Test
    void allOfItStandsInOneReport() {
        @Nullable String data = System.getProperty("provenance.data");
        assumeTrue(data != null, "provenance.data is not set: tests on real data are skipped");
        Path zoo = Path.of(String.valueOf(data), "zoo");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(Compare.run(
                            SAMPLES.resolve("alder").toString(),
                            SAMPLES.resolve("birch").toString(),
                            "--outputs",
                            "suspect=" + zoo.resolve("outputs/birch.jsonl"),
                            "--outputs",
                            "base=" + zoo.resolve("outputs/alder.jsonl"),
                            "--outputs",
                            "elm=" + zoo.resolve("outputs/elm.jsonl"),
                            "--outputs",
                            "cedar=" + zoo.resolve("outputs/cedar.jsonl"),
                            "--outputs",
                            "dogwood=" + zoo.resolve("outputs/dogwood.jsonl"),
                            "--history",
                            zoo.resolve("birch-history").toString(),
                            "--declared",
                            "tokens=1e7"))
                    .isZero();
        } finally {
            System.setOut(before);
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("NO_SHARED_WEIGHTS_FOUND")
                .contains(
                        "behaviour  against alder: nothing found (a claim apart",
                        "history    consistent (a claim apart")
                .contains("compute    a claim apart");
    }
}
