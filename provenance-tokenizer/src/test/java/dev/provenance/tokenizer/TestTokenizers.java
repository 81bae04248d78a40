package dev.provenance.tokenizer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Real tokenizers, where they are at hand; each is read once. */
public final class TestTokenizers {

    private static final Map<String, Tokenizer> OPENED = new ConcurrentHashMap<>();

    private TestTokenizers() {}

    /** A path below the data folder; skips the test, saying so, where there is none. */
    public static Path data(String first, String... more) {
        @Nullable String data = System.getProperty("provenance.data");
        assumeTrue(data != null, "provenance.data is not set: tests on real data are skipped");
        return Path.of(String.valueOf(data)).resolve(Path.of(first, more));
    }

    public static Tokenizer real(String name) throws IOException {
        Tokenizer opened = OPENED.get(name);
        if (opened == null) {
            opened = Tokenizer.open(data("data", "tokenizers", name));
            OPENED.put(name, opened);
        }
        return opened;
    }
}
