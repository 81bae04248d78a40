package dev.provenance.tokenizer.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.provenance.tokenizer.Tokenizer;
import dev.provenance.tokenizer.model.ReadLimits;
import dev.provenance.tokenizer.model.TokenizerAnomaly;
import dev.provenance.tokenizer.model.TokenizerException;
import dev.provenance.tokenizer.model.TokenizerRule;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile and damaged files: a refusal whose text says what and where, or an anomaly, never another tokenizer. */
class BadInputTest {

    private static final String BPE = "{\"version\": \"1.0\", \"model\": {\"type\": \"BPE\", \"vocab\": ";

    @TempDir
    Path folder;

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("tokenizer.json", BPE + "{\"a\": 0", "not valid JSON: expected valid JSON, actual"),
                arguments(
                        "tokenizer.json",
                        "{\"version\": \"1.0\"}",
                        "missing field: expected the object 'model', actual none. Download the file again."),
                arguments(
                        "tokenizer.json",
                        BPE + "{\"a\": \"x\"}}}",
                        "model.vocab: 'a': wrong type: expected an integer, actual the text 'x'."),
                arguments(
                        "tokenizer.json",
                        BPE + "{\"a\": -1}}}",
                        "id out of range: expected 0 to 3999999 (ReadLimits.tokens), actual -1."),
                arguments("tokenizer.json", BPE + "{\"a\": 5000000}}}", "(ReadLimits.tokens), actual 5000000."),
                arguments(
                        "tokenizer.json",
                        BPE + "{\"a\": 99999999999999999999}}}",
                        "id out of range: expected a number of 64 bits, actual the number '99999999999999999999'."),
                arguments(
                        "tokenizer.json",
                        BPE + "{\"a\": 0}, \"merges\": [\"a\"]}}",
                        "model.merges 0: malformed: expected two symbols with one space between, actual 'a'."),
                arguments(
                        "tokenizer.json",
                        BPE + "{\"a\": 0}, \"merges\": [[\"a\", \"a\", \"a\"]]}}",
                        "model.merges: wrong type: expected the end of an array, actual the text 'a'."),
                arguments("tokenizer.json", BPE + "{}}}", "no tokens: expected at least one token, actual none."),
                arguments(
                        "tokenizer.json",
                        BPE + "{\"a\": 0}}, \"model\": {}}",
                        "malformed: expected each key once, actual 'model' a second time."),
                arguments(
                        "tokenizer.json",
                        BPE.replace("BPE", "Lattice") + "{\"a\": 0}}}",
                        "model.type: not supported: expected BPE, Unigram, WordPiece or WordLevel, actual 'Lattice'."),
                arguments(
                        "tokenizer.json",
                        "{\"normalizer\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}",
                        "beyond the parser's limits: expected JSON within limits, actual"),
                arguments(
                        "tokenizer.json",
                        BPE + "{\"" + "x".repeat(20_000_000) + "\": 0}}}",
                        "beyond the parser's limits: expected JSON within limits, actual"),
                arguments(
                        "tokenizer.json",
                        BPE + "{\"" + "x".repeat(70_000) + "\": 0}}}",
                        "too large: expected a token of at most 65536 bytes (ReadLimits.tokenBytes), actual 70000."),
                arguments(
                        "vocab.json", "{\"a\": 1.5}", "'a': wrong type: expected an integer, actual the number '1.5'."),
                arguments(
                        "x.tiktoken",
                        "IQ== 0\nI! 1\n",
                        "line 2: malformed: expected base64, a space and a rank, actual 'I! 1'."),
                arguments("x.tiktoken", "IQ== 0\nIg== x\n", "line 2: malformed: expected base64, a space and a rank"),
                arguments(
                        "rwkv.txt",
                        "1 'a' 1\n2 'bc' 1\n",
                        "line 2: malformed: expected a token of 1 bytes, actual 2 bytes."),
                arguments(
                        "rwkv.txt",
                        "1 'a' 1\n2 '\\q' 1\n",
                        "line 2: malformed: expected an id, a Python literal and a length, actual '2 \\'\\\\q\\' 1'."),
                arguments(
                        "tokenizer.model",
                        "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 4\n",
                        "not the file itself: expected a tokenizer, actual a git-LFS pointer. Fetch the file itself, for"
                                + " instance with 'git lfs pull'."),
                arguments(
                        "tekken.json",
                        "{\"config\": {\"default_vocab_size\": 1009}, \"vocab\": [{\"rank\": 0, \"token_bytes\": \"!\"}]}",
                        "vocab.token_bytes: malformed: expected base64, actual '!'."));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedWithItsReason(String name, String content, String message) throws IOException {
        refuses(name, content.getBytes(StandardCharsets.UTF_8), message);
    }

    private void refuses(String name, byte[] content, String message) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        assertThatThrownBy(() -> Tokenizer.open(file))
                .isInstanceOf(TokenizerException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void nothingAndOtherContentAreNamed() throws IOException {
        assertThatThrownBy(() -> Tokenizer.open(folder))
                .hasMessage(
                        folder + ": no tokenizer found: expected a folder with a tokenizer's file, actual none in it."
                                + " Give a tokenizer's file, or the folder that holds it.");
        assertThatThrownBy(() -> Tokenizer.open(folder.resolve("none")))
                .hasMessageContaining("no tokenizer found: expected a file or folder, actual nothing.");
        refuses(
                "notes.txt",
                "Dear all".getBytes(StandardCharsets.UTF_8),
                "format not recognised: expected a tokenizer's");
    }

    @Test
    void invalidUtf8IsRefusedInEveryTextFormat() throws IOException {
        for (String name : List.of("tokenizer.json", "vocab.json", "vocab.txt")) {
            String text = switch (name) {
                case "tokenizer.json" -> BPE + "{\"_\": 0}}}";
                case "vocab.json" -> "{\"_\": 0}";
                default -> "a\n_\n";
            };
            byte[] content = text.getBytes(StandardCharsets.UTF_8);
            content[text.lastIndexOf('_')] = (byte) 0xff;
            refuses(name, content, "not UTF-8: expected valid UTF-8, actual malformed bytes.");
        }
        refuses(
                "tokenizer.model",
                new SentencePieceBytes().piece(new byte[] {(byte) 0xc3}, 0, 1).bytes(),
                "byte 4: not UTF-8");
    }

    @Test
    void hostileLengthsInProtobufAreRefused() throws IOException {
        byte[] good = new SentencePieceBytes().piece("a", 0, 1).bytes();
        refuses("tokenizer.model", Arrays.copyOf(good, good.length - 1), "ends too early: expected a field of at most");
        refuses(
                "tokenizer.model",
                new SentencePieceBytes()
                        .piece("a", 0, 1)
                        .raw(0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f)
                        .bytes(),
                "ends too early: expected a field of at most the 0 bytes that are left, actual 4294967295 bytes.");
        refuses(
                "tokenizer.model",
                new SentencePieceBytes()
                        .piece("a", 0, 1)
                        .raw(0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1)
                        .bytes(),
                "actual 18446744073709551615 bytes.");
        refuses(
                "tokenizer.model",
                new SentencePieceBytes().piece("a", 0, 1).raw(0x0b).bytes(),
                "malformed: expected a wire type of 0, 1, 2 or 5, actual 3.");
        refuses(
                "tokenizer.model",
                new SentencePieceBytes().piece("a", 0, 7).bytes(),
                "piece 0: malformed: expected a type from 1 to 6, actual 7.");
    }

    @Test
    void hostileCountsInGgufAreRefused() throws IOException {
        GgufBytes gguf = new GgufBytes().text("tokenizer.ggml.model", "gpt2");
        refuses(
                "a.gguf",
                gguf.bytes(1),
                "not supported: expected little-endian GGUF of version 2 or 3, actual version 1.");
        refuses("a.gguf", gguf.bytes(), "no tokens");
        refuses(
                "a.gguf",
                Arrays.copyOf(gguf.bytes(), gguf.bytes().length - 1),
                "ends too early: expected 4 bytes, actual 3 bytes.");
        refuses(
                "a.gguf",
                new GgufBytes().promise("tokenizer.ggml.tokens", 1L << 40).bytes(),
                "too large: expected at most 8000000 elements (ReadLimits.merges), actual 1099511627776.");
        refuses("a.gguf", new GgufBytes().promise("other.list", Long.MAX_VALUE).bytes(), "ends too early");
        refuses(
                "a.gguf",
                new GgufBytes().number("tokenizer.ggml.model", 1).bytes(),
                "wrong type: expected a value of type 8, actual type 4.");
        refuses(
                "a.gguf",
                new GgufBytes()
                        .texts("tokenizer.ggml.tokens", "a")
                        .texts("tokenizer.ggml.tokens", "b")
                        .bytes(),
                "malformed: expected each key once, actual 'tokenizer.ggml.tokens' a second time.");
        refuses(
                "a.gguf",
                new GgufBytes().text("tokenizer.ggml.model", "plamo").bytes(),
                "tokenizer.ggml.model: not supported: expected llama, gpt2, t5, bert or rwkv, actual 'plamo'.");
        refuses(
                "a.gguf",
                new GgufBytes()
                        .text("tokenizer.ggml.model", "gpt2")
                        .texts("tokenizer.ggml.tokens", "a", "b")
                        .ints("tokenizer.ggml.token_type", 1)
                        .bytes(),
                "tokenizer.ggml.token_type: malformed: expected one for each of 2 tokens, actual 1.");
    }

    @Test
    void fileBeyondTheLimitIsRefusedBeforeItFillsTheHeap() throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), BPE);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }

        assertThatThrownBy(() -> Tokenizer.open(file))
                .hasMessageContaining("too large: expected at most 268435456 bytes (ReadLimits.fileBytes), actual"
                        + " 3221225472 bytes. Raise the limit in ReadLimits");
        assertThatThrownBy(() -> Tokenizer.open(file, ReadLimits.defaults().withFileBytes(10)))
                .hasMessageContaining("at most 10 bytes");
    }

    static Stream<Arguments> odd() {
        return Stream.of(
                arguments(BPE + "{\"a\": 0, \"b\": 0}}}", TokenizerRule.DUPLICATE_ID, "0 is also 'b'"),
                arguments(BPE + "{\"a\": 0, \"a\": 1}}}", TokenizerRule.DUPLICATE_TOKEN, "'a' is 0 and 1"),
                arguments(
                        BPE + "{\"a\": 0, \"b\": 7}}}", TokenizerRule.ID_HOLES, "the first is 1, the largest id is 7"),
                arguments(
                        BPE + "{\"a\": 0, \"b\": 1}, \"merges\": [\"a b\"]}}",
                        TokenizerRule.UNKNOWN_MERGE,
                        "'a' + 'b'"),
                arguments(
                        BPE + "{\"ab\": 0, \"a\": 1}, \"merges\": [\"a b\"]}}",
                        TokenizerRule.UNKNOWN_MERGE,
                        "'a' + 'b'"),
                arguments(
                        "{\"added_tokens\": [{\"id\": 0, \"content\": \"x\"}], \"model\": {\"type\": \"BPE\","
                                + " \"vocab\": {\"a\": 0}}}",
                        TokenizerRule.DUPLICATE_ID,
                        "0 is also 'x'"));
    }

    @ParameterizedTest
    @MethodSource("odd")
    void isReadWithAnAnomaly(String content, TokenizerRule rule, String example) throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), content);

        assertThat(Tokenizer.open(file).model().anomalies())
                .extracting(
                        TokenizerAnomaly::file,
                        TokenizerAnomaly::rule,
                        TokenizerAnomaly::count,
                        anomaly -> anomaly.example().toString())
                .contains(tuple("tokenizer.json", rule, rule == TokenizerRule.ID_HOLES ? 6L : 1L, example));
    }

    @Test
    void brokenCompanionIsLeftOutAndNamed() throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"a\": ");
        Path file = Files.writeString(folder.resolve("tokenizer.json"), BPE + "{\"a\": 0}}}");

        assertThat(Tokenizer.open(file).model().anomalies())
                .singleElement()
                .satisfies(anomaly -> assertThat(anomaly.example().toString()).startsWith("tokenizer_config.json: "))
                .extracting(TokenizerAnomaly::rule)
                .isEqualTo(TokenizerRule.COMPANION_UNREADABLE);
    }

    @Test
    void secondFormatThatCannotBeReadIsNamed() throws IOException {
        Files.writeString(folder.resolve("vocab.json"), "{\"a\": ");
        Files.writeString(folder.resolve("tokenizer.json"), BPE + "{\"a\": 0}}}");

        assertThat(Tokenizer.open(folder).model().anomalies())
                .extracting(TokenizerAnomaly::rule)
                .containsExactly(TokenizerRule.FORMATS_DISAGREE);
    }

    @Test
    void nothingInAMessageCanHideOrForgeText() throws IOException {
        refuses(
                "tokenizer.json",
                (BPE + "{\"\\u202e\\n\": \"x\"}}}").getBytes(StandardCharsets.UTF_8),
                "'\\u202e\\u000a'");
    }

    /** Whatever single bytes are changed, there is a tokenizer or a refusal, no other exception. */
    @Test
    void damagedFilesNeverEndInAnotherException() throws IOException {
        Random random = new Random(3);
        List<byte[]> files = List.of(
                (BPE + "{\"a\": 0, \"Ġ\": 1, \"aĠ\": 2}, \"merges\": [\"a Ġ\"]}}").getBytes(StandardCharsets.UTF_8),
                new SentencePieceBytes()
                        .piece("<unk>", 0, 2)
                        .piece("▁a", -1, 1)
                        .bpe()
                        .bytes(),
                new GgufBytes()
                        .text("tokenizer.ggml.model", "gpt2")
                        .texts("tokenizer.ggml.tokens", "a", "b")
                        .texts("tokenizer.ggml.merges", "a b")
                        .bytes(),
                "IQ== 0\nIg== 1\n".getBytes(StandardCharsets.UTF_8));
        int read = 0;
        for (byte[] file : files) {
            for (int trial = 0; trial < 1000; trial++) {
                byte[] damaged =
                        Arrays.copyOf(file, random.nextInt(4) == 0 ? random.nextInt(file.length) : file.length);
                for (int change = 0; change < 3 && damaged.length > 0; change++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                Path path = Files.write(folder.resolve("damaged.model"), damaged);
                try {
                    read += Tokenizer.open(path).model().vocabulary().size() > 0 ? 1 : 0;
                } catch (TokenizerException e) {
                    assertThat(e).hasMessageStartingWith(path.toString());
                }
            }
        }
        assertThat(read).isPositive();
    }
}
