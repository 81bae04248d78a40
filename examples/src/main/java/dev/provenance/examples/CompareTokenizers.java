package dev.provenance.examples;

import dev.provenance.report.TokenizerReport;
import dev.provenance.tokenizer.Tokenizer;
import dev.provenance.tokenizer.compare.TokenizerComparator;
import dev.provenance.tokenizer.compare.TokenizerComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Compares two tokenizers and prints how they relate. Exit code 0 when a comparison was made, 2 with one line on standard
 * error for bad input.
 */
@Command(
        name = "compare-tokenizers",
        mixinStandardHelpOptions = true,
        version = "provenance 0.1.0-SNAPSHOT",
        description =
                "How does tokenizer B relate to tokenizer A? Each is a folder, or a file in any of the known formats.")
public final class CompareTokenizers implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "A", description = "the base's tokenizer")
    private @Nullable Path base;

    @Parameters(index = "1", paramLabel = "B", description = "the suspect's tokenizer")
    private @Nullable Path suspect;

    @Option(names = "--json", paramLabel = "FILE", description = "write the whole comparison as JSON")
    private @Nullable Path json;

    @Option(names = "--encode", description = "encode a probe text by both, which loads a native library")
    private boolean encode;

    private CompareTokenizers() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        return BadInput.guard("compare-tokenizers", new CommandLine(new CompareTokenizers()))
                .execute(args);
    }

    @Override
    public Integer call() throws IOException {
        if (base == null || suspect == null) {
            throw new IllegalArgumentException("A and B are both needed.");
        }
        if (json != null) {
            checkTarget(json, base, suspect);
        }
        TokenizerComparator comparator = encode ? TokenizerComparator.encoding() : TokenizerComparator.standard();
        TokenizerComparison comparison = comparator.compare(Tokenizer.open(base), Tokenizer.open(suspect));
        System.out.print(TokenizerReport.toString(comparison));
        if (json != null) {
            TokenizerReport.write(comparison, json);
        }
        return 0;
    }

    /** Refuses, before anything is compared, a report that would replace what is compared. */
    private static void checkTarget(Path target, Path... tokenizers) throws IOException {
        for (Path tokenizer : tokenizers) {
            if (Files.exists(target) && Files.exists(tokenizer) && Files.isSameFile(target, tokenizer)) {
                throw new IllegalArgumentException(
                        "--json: expected another file than the tokenizers', actual " + target + ".");
            }
        }
    }
}
