package dev.provenance.tokenizer.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.tokenizer.Tokenizer;
import dev.provenance.tokenizer.model.SpecialRole;
import dev.provenance.tokenizer.model.TokenKind;
import dev.provenance.tokenizer.model.TokenizerAnomaly;
import dev.provenance.tokenizer.model.TokenizerFormat;
import dev.provenance.tokenizer.model.TokenizerModel;
import dev.provenance.tokenizer.model.TokenizerRule;
import dev.provenance.tokenizer.model.TokenizerType;
import dev.provenance.tokenizer.model.Vocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each format, written by hand after its specification. */
class FormatsTest {

    @TempDir
    Path folder;

    private TokenizerModel open(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
        return Tokenizer.open(folder).model();
    }

    private static List<String> tokens(TokenizerModel tokenizer) {
        Vocabulary tokens = tokenizer.vocabulary();
        String[] texts = new String[tokens.size()];
        Arrays.setAll(
                texts,
                token -> tokens.id(token) + " " + tokens.kind(token) + " "
                        + HexFormat.of().formatHex(tokens.bytes().get(token)));
        return List.of(texts);
    }

    private static String text(int id, String text) {
        return id + " TEXT " + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tokenizerJsonInTheAlphabetOfBytes() throws IOException {
        TokenizerModel tokenizer = open("tokenizer.json", """
                {"version": "1.0", "added_tokens": [{"id": 4, "content": "<|end|>", "special": true, "lstrip": true}],
                 "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false},
                 "model": {"type": "BPE", "ignore_merges": true, "vocab": {"Ġ": 0, "é": 1, "Ãĺ": 2, "Ġé": 3},
                           "merges": [["Ġ", "é"]]}}
                """);

        assertThat(tokenizer.format()).isEqualTo(TokenizerFormat.TOKENIZER_JSON);
        assertThat(tokenizer.type()).isEqualTo(TokenizerType.BPE);
        assertThat(tokens(tokenizer))
                .containsExactly("0 TEXT 20", "1 TEXT e9", "2 TEXT c398", "3 TEXT 20e9", "4 SPECIAL 3c7c656e647c3e");
        assertThat(tokenizer.merges().orElseThrow().left(0)).isEqualTo("Ġ");
        assertThat(tokenizer.rules().isTrue("ignore_merges")).isTrue();
        assertThat(tokenizer.added().getFirst().leftStrip()).isTrue();
        assertThat(tokenizer.anomalies()).isEmpty();
    }

    @Test
    void mergesAsStringsAreMergesAsPairs() throws IOException {
        String start = """
                {"version": "1.0", "model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2}, "merges": [""";

        assertThat(open("tokenizer.json", start + "\"a b\"]}}")
                        .merges()
                        .orElseThrow()
                        .hash(0))
                .isEqualTo(open("tokenizer.json", start + "[\"a\", \"b\"]]}}")
                        .merges()
                        .orElseThrow()
                        .hash(0));
    }

    @Test
    void tokenizerJsonWithMetaspaceAndByteFallback() throws IOException {
        TokenizerModel tokenizer = open("tokenizer.json", """
                {"version": "1.0", "normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
                 "model": {"type": "BPE", "byte_fallback": true, "unk_token": "<unk>",
                           "vocab": {"<unk>": 0, "<0x0A>": 1, "▁a": 2, "\\n": 3}, "merges": []}}
                """);

        assertThat(tokens(tokenizer)).containsExactly(text(0, "<unk>"), "1 BYTE 0a", text(2, " a"), text(3, "\n"));
        assertThat(tokenizer.roles()).containsEntry(SpecialRole.UNK, List.of("<unk>"));
    }

    @Test
    void unigramWithScores() throws IOException {
        TokenizerModel tokenizer = open("tokenizer.json", """
                {"version": "1.0", "pre_tokenizer": {"type": "Metaspace"},
                 "model": {"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0.0], ["▁a", -1.5], ["b", -3]]}}
                """);

        assertThat(tokenizer.type()).isEqualTo(TokenizerType.UNIGRAM);
        assertThat(tokenizer.vocabulary().score(1)).hasValue(-1.5);
        assertThat(tokens(tokenizer)).contains(text(1, " a"));
    }

    @Test
    void vocabJsonWithMergesAndCompanions() throws IOException {
        Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\r\n# #\r\na b\r\n");
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"bos_token\": {\"content\": \"<s>\"}, \"added_tokens_decoder\": {\"4\": {\"content\": \"<s>\","
                        + " \"special\": true}}}");
        Files.writeString(folder.resolve("config.json"), "{\"vocab_size\": 8}");
        Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": [4, 3]}");
        TokenizerModel tokenizer = open("vocab.json", "{\"a\": 0, \"b\": 1, \"ab\": 2, \"#\": 3, \"##\": 5}");

        assertThat(tokenizer.merges().orElseThrow().size()).isEqualTo(2);
        assertThat(tokenizer.merges().orElseThrow().left(0)).isEqualTo("#");
        assertThat(tokens(tokenizer)).contains("4 SPECIAL 3c733e");
        assertThat(tokenizer.roles())
                .containsEntry(SpecialRole.BOS, List.of("<s>"))
                .containsEntry(SpecialRole.EOS, List.of("#", "<s>"));
        assertThat(tokenizer.paddingRows()).hasValue(2);
        assertThat(tokenizer.anomalies()).isEmpty();
    }

    @Test
    void vocabTxtKeepsItsLines() throws IOException {
        TokenizerModel tokenizer = open("vocab.txt", "[UNK]\r\nthe\r\n##s\r\n");

        assertThat(tokenizer.type()).isEqualTo(TokenizerType.WORD_PIECE);
        assertThat(tokens(tokenizer)).containsExactly(text(0, "[UNK]"), text(1, "the"), text(2, "##s"));
    }

    @Test
    void tiktokenWithAnyLineEnds() throws IOException {
        List<String> expected = List.of(text(0, "!"), "1 TEXT ff", text(2, " the"));

        assertThat(tokens(open("x.tiktoken", "IQ== 0\n/w== 1\nIHRoZQ== 2\n"))).isEqualTo(expected);
        assertThat(tokens(open("x.tiktoken", "IQ== 0\r\n/w== 1\r\nIHRoZQ== 2"))).isEqualTo(expected);
    }

    @Test
    void rwkvWithTextAndBytes() throws IOException {
        TokenizerModel tokenizer = open(
                "rwkv_vocab_v20230424.txt", "1 '\\x00' 1\n2 '\\n' 1\n3 \"it's\" 4\n4 b'\\xe4\\xb8' 2\n5 '中 文' 7\n");

        assertThat(tokenizer.type()).isEqualTo(TokenizerType.LONGEST_MATCH);
        assertThat(tokens(tokenizer))
                .containsExactly("1 TEXT 00", "2 TEXT 0a", text(3, "it's"), "4 TEXT e4b8", text(5, "中 文"));
    }

    @Test
    void tekkenPutsSpecialTokensFirstAndStopsAtItsSize() throws IOException {
        TokenizerModel tokenizer = open("tekken.json", """
                {"config": {"pattern": "x", "default_vocab_size": 4, "default_num_special_tokens": 2},
                 "vocab": [{"rank": 0, "token_bytes": "IQ==", "token_str": "!"},
                           {"rank": 1, "token_bytes": "/w==", "token_str": null},
                           {"rank": 2, "token_bytes": "YWI=", "token_str": "ab"}],
                 "special_tokens": [{"rank": 0, "token_str": "<unk>", "is_control": true}]}
                """);

        assertThat(tokens(tokenizer)).containsExactly(text(2, "!"), "3 TEXT ff", "0 SPECIAL 3c756e6b3e");
        assertThat(tokenizer.anomalies()).extracting(TokenizerAnomaly::rule).contains(TokenizerRule.NOT_USED);
    }

    @Test
    void sentencePieceWithTypesAndScores() throws IOException {
        Files.write(
                folder.resolve("tokenizer.model"),
                new SentencePieceBytes()
                        .piece("<unk>", 0, 2)
                        .piece("<s>", 0, 3)
                        .piece("<0x0A>", 0, 6)
                        .piece("▁the", -1.5f, 1)
                        .bpe()
                        .bytes());

        TokenizerModel tokenizer = Tokenizer.open(folder).model();

        assertThat(tokenizer.format()).isEqualTo(TokenizerFormat.SENTENCE_PIECE);
        assertThat(tokenizer.type()).isEqualTo(TokenizerType.BPE);
        assertThat(tokens(tokenizer))
                .containsExactly("0 SPECIAL 3c756e6b3e", "1 SPECIAL 3c733e", "2 BYTE 0a", text(3, " the"));
        assertThat(tokenizer.vocabulary().score(3)).hasValue(-1.5);
        assertThat(tokenizer.roles()).containsEntry(SpecialRole.UNK, List.of("<unk>"));
    }

    @Test
    void ggufWithMergesAndRoles() throws IOException {
        Files.write(
                folder.resolve("model.gguf"),
                new GgufBytes()
                        .text("general.architecture", "gpt2")
                        .text("tokenizer.ggml.model", "gpt2")
                        .text("tokenizer.ggml.pre", "gpt-2")
                        .texts("tokenizer.ggml.tokens", "a", "Ġ", "aĠ", "<e>")
                        .ints("tokenizer.ggml.token_type", 1, 1, 1, 3)
                        .texts("tokenizer.ggml.merges", "a Ġ")
                        .number("tokenizer.ggml.eos_token_id", 3)
                        .bytes());

        TokenizerModel tokenizer = Tokenizer.open(folder.resolve("model.gguf")).model();

        assertThat(tokens(tokenizer)).containsExactly(text(0, "a"), text(1, " "), text(2, "a "), "3 SPECIAL 3c653e");
        assertThat(tokenizer.merges().orElseThrow().right(0)).isEqualTo("Ġ");
        assertThat(tokenizer.roles()).containsEntry(SpecialRole.EOS, List.of("<e>"));
    }

    @Test
    void ggufOfBertIsItsVocabTxt() throws IOException {
        Files.write(
                folder.resolve("model.gguf"),
                new GgufBytes()
                        .text("tokenizer.ggml.model", "bert")
                        .texts("tokenizer.ggml.tokens", "[PAD]", "▁the", "s")
                        .bytes());

        assertThat(tokens(Tokenizer.open(folder).model()))
                .containsExactly(text(0, "[PAD]"), text(1, "the"), text(2, "##s"));
    }

    @Test
    void formatsOfOneFolderAreHeldAgainstEachOther() throws IOException {
        Files.writeString(folder.resolve("merges.txt"), "a b\n");
        Files.writeString(folder.resolve("vocab.json"), "{\"a\": 0, \"b\": 2, \"ab\": 1}");
        TokenizerModel tokenizer = open("tokenizer.json", """
                {"version": "1.0", "pre_tokenizer": {"type": "ByteLevel"},
                 "model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2}, "merges": ["a b"]}}
                """);

        assertThat(tokenizer.format()).isEqualTo(TokenizerFormat.TOKENIZER_JSON);
        assertThat(tokenizer.anomalies())
                .singleElement()
                .hasToString("vocab.json: the folder's formats disagree (2): tokenizer.json against vocab.json and"
                        + " merges.txt: 'b' is 1 and 2");
    }

    @Test
    void specialTokensNeedNoSpecialFile() throws IOException {
        TokenizerModel tokenizer = open("tokenizer.json", """
                {"added_tokens": [{"id": 1, "content": "<s>", "special": true}, {"id": 2, "content": "xy"}],
                 "model": {"type": "WordLevel", "vocab": {"a": 0, "<s>": 1}}}
                """);

        assertThat(tokenizer.vocabulary().kind(1)).isEqualTo(TokenKind.SPECIAL);
        assertThat(tokenizer.vocabulary().modelSize()).isEqualTo(2);
        assertThat(tokens(tokenizer)).contains(text(2, "xy"));
    }
}
