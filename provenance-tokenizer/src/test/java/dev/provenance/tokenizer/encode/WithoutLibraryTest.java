package dev.provenance.tokenizer.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.tokenizer.Tokenizer;
import dev.provenance.tokenizer.compare.TokenizerComparator;
import dev.provenance.tokenizer.compare.TokenizerComparison;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module in a process of its own, without the optional library on the class path. */
class WithoutLibraryTest {

    @TempDir
    Path folder;

    @Test
    void encodingsAreReportedAsNotCompared() throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("tokenizer.json"),
                "{\"version\": \"1.0\", \"model\": {\"type\": \"WordLevel\", \"vocab\": {\"a\": 0}}}");
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("djl"))
                .collect(Collectors.joining(File.pathSeparator));
        Path output = folder.resolve("output.txt");

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Program.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output).hasContent("SAME A: ai.djl.huggingface:tokenizers is not on the class path");
    }

    /** Compares a tokenizer with itself. */
    static final class Program {

        private Program() {}

        public static void main(String[] args) throws IOException {
            Tokenizer tokenizer = Tokenizer.open(Path.of(args[0]));
            TokenizerComparison comparison = TokenizerComparator.encoding().compare(tokenizer, tokenizer);
            System.out.println(comparison.relation().relation() + " "
                    + comparison.encodings().notCompared().orElseThrow());
        }
    }
}
