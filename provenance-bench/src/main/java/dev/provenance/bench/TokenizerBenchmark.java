package dev.provenance.bench;

import dev.provenance.tokenizer.Tokenizer;
import dev.provenance.tokenizer.compare.TokenizerComparator;
import dev.provenance.tokenizer.compare.TokenizerComparison;
import dev.provenance.tokenizer.compare.TokenizerRelation;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Two tokenizer.json of 150,000 tokens and merges each, written by the benchmark: reading and comparing them against
 * what Jackson's streaming parser needs to step over their tokens. The heap is that of the limit, 300 MB.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8, time = 2)
@Measurement(iterations = 10, time = 2)
@Fork(value = 1, jvmArgs = "-Xmx300m")
public class TokenizerBenchmark {

    private static final int TOKENS = 150_000;
    private static final JsonFactory JSON = new JsonFactory();

    /** How the second tokenizer is made: the first's merges, or others. */
    @Param({"RELATED", "UNRELATED"})
    private String pair = "";

    private Path first = Path.of("");
    private Path second = Path.of("");

    @Setup
    public void write() throws IOException {
        first = Files.createTempFile("first", "tokenizer.json");
        second = Files.createTempFile("second", "tokenizer.json");
        Files.writeString(first, SyntheticTokenizer.json(TOKENS, 1));
        Files.writeString(second, SyntheticTokenizer.json(TOKENS, pair.equals("RELATED") ? 1 : 2));
        TokenizerRelation expected = pair.equals("RELATED") ? TokenizerRelation.SAME : TokenizerRelation.UNRELATED;
        TokenizerRelation actual = compare().relation().relation();
        if (actual != expected) {
            throw new IllegalStateException("expected " + expected + ", actual " + actual);
        }
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(first);
        Files.delete(second);
    }

    @Benchmark
    public TokenizerComparison compare() throws IOException {
        return TokenizerComparator.standard().compare(Tokenizer.open(first), Tokenizer.open(second));
    }

    @Benchmark
    public long skim() throws IOException {
        return tokens(first) + tokens(second);
    }

    private static long tokens(Path file) throws IOException {
        long tokens = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }
}
