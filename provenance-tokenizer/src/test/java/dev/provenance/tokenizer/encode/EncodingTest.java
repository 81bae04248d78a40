package dev.provenance.tokenizer.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provenance.tokenizer.TestTokenizers;
import dev.provenance.tokenizer.Tokenizer;
import dev.provenance.tokenizer.compare.TokenizerComparator;
import dev.provenance.tokenizer.encode.EncodingComparison.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encodings against published ones, and converted files against the files of the library's own format. */
class EncodingTest {

    @TempDir
    Path folder;

    private static List<Integer> encode(Tokenizer tokenizer, String text) throws NotEncodedException {
        try (TextEncoder encoder = TextEncoder.of(tokenizer.model())) {
            return encoder.encode(text);
        }
    }

    @Test
    void byteLevelBpeOfGpt2() throws IOException, NotEncodedException {
        // OpenAI's tiktoken README, and its tests: "hello world" is 31373, 995 in the gpt2 encoding.
        assertThat(encode(TestTokenizers.real("gpt2-gguf"), "hello world")).containsExactly(31373, 995);
    }

    @Test
    void byteLevelBpeOfLlama3AndQwen() throws IOException, NotEncodedException {
        // "Hello world" is 9906, 1917 in cl100k_base, of which both are extensions; Qwen's ids have shifted.
        assertThat(encode(TestTokenizers.real("llama3.1-hf"), "Hello world")).containsExactly(9906, 1917);
        assertThat(encode(TestTokenizers.real("qwen2.5-hf"), "Hello world")).containsExactly(9707, 1879);
    }

    @Test
    void sentencePieceBpeOfLlama2InEveryFormat() throws IOException, NotEncodedException {
        // transformers' test_tokenization_llama.py: "Hello" is 15043 and "This is a test" 910, 338, 263, 1243.
        for (String format : List.of("llama2-hf", "llama2-spm", "llama2-gguf")) {
            assertThat(encode(TestTokenizers.real(format), "This is a test")).containsExactly(910, 338, 263, 1243);
            assertThat(encode(TestTokenizers.real(format), "Hello")).containsExactly(15043);
        }
    }

    @Test
    void wordPieceOfBert() throws IOException, NotEncodedException {
        Files.copy(TestTokenizers.data("data", "tokenizers", "bert-uncased", "vocab.txt"), folder.resolve("vocab.txt"));
        assertThatThrownBy(() -> encode(Tokenizer.open(folder), "x"))
                .hasMessage("vocab.txt does not declare whether text is lower-cased");
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": true}");

        // transformers' documentation of bert-base-uncased: "Hello, my dog is cute" is 7592, 1010, 2026, 3899, 2003,
        // 10140.
        assertThat(encode(Tokenizer.open(folder), "Hello, my dog is cute"))
                .containsExactly(7592, 1010, 2026, 3899, 2003, 10140);
    }

    @Test
    void unigramTakesTheMostProbableCut() throws IOException, NotEncodedException {
        Map<String, Double> scores =
                Map.of("h", -2.1, "u", -1.9, "g", -2.3, "s", -2.0, "hu", -3.5, "ug", -2.6, "hug", -3.8, "gs", -3.1);
        List<String> pieces = new ArrayList<>(scores.keySet().stream().sorted().toList());
        StringBuilder vocabulary = new StringBuilder("[\"<unk>\", -20]");
        pieces.forEach(piece -> vocabulary.append(", [\"" + piece + "\", " + scores.get(piece) + "]"));
        Files.writeString(
                folder.resolve("tokenizer.json"),
                "{\"version\": \"1.0\", \"model\": {\"type\": \"Unigram\", \"unk_id\": 0, \"vocab\": [" + vocabulary
                        + "]}}");
        Tokenizer tokenizer = Tokenizer.open(folder);

        for (String text : List.of("hugs", "gush", "hughug", "sgugs", "uuhu")) {
            List<Integer> expected = best(text, scores).stream()
                    .map(piece -> pieces.indexOf(piece) + 1)
                    .toList();
            assertThat(encode(tokenizer, text)).as(text).isEqualTo(expected);
        }
    }

    /** The best of all ways to cut a text, all of them tried. */
    private static List<String> best(String text, Map<String, Double> scores) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> best = List.of();
        for (int end = 1; end <= text.length(); end++) {
            String piece = text.substring(0, end);
            List<String> rest = best(text.substring(end), scores);
            if (scores.containsKey(piece) && (end == text.length() || !rest.isEmpty())) {
                List<String> cut = new ArrayList<>(List.of(piece));
                cut.addAll(rest);
                best = best.isEmpty() || score(cut, scores) > score(best, scores) ? cut : best;
            }
        }
        return best;
    }

    private static double score(List<String> pieces, Map<String, Double> scores) {
        return pieces.stream().mapToDouble(scores::get).sum();
    }

    @Test
    void convertedSentencePieceCutsTheProbeTextLikeTokenizerJson() throws IOException {
        EncodingComparison llama = encodings("llama2-hf", "llama2-spm");
        assertThat(llama.notCompared()).isEmpty();
        assertThat(llama.passages()).hasSameSizeAs(ProbeText.standard()).allMatch(Passage::samePieces);
        assertThat(encodings("mistral-v0.1-hf", "mistral-v1-spm").passages()).allMatch(Passage::samePieces);
        assertThat(encodings("llama2-hf", "mistral-v0.1-hf").passages()).anyMatch(passage -> !passage.samePieces());
    }

    private static EncodingComparison encodings(String a, String b) throws IOException {
        return TokenizerComparator.encoding()
                .compare(TestTokenizers.real(a), TestTokenizers.real(b))
                .encodings();
    }

    @Test
    void whatFilesDoNotDeclareIsTheReason() throws IOException {
        assertThat(encodings("llama2-hf", "gpt2-vm").notCompared().orElseThrow())
                .hasToString("B: vocab.json and merges.txt declare no pre-tokenizer");
        assertThat(encodings("cl100k", "gpt2-vm").notCompared().orElseThrow())
                .hasToString("A: a file of ranks declares no pattern to split text with");
        assertThat(TokenizerComparator.standard()
                        .compare(TestTokenizers.real("llama2-hf"), TestTokenizers.real("gpt2-vm"))
                        .encodings()
                        .notCompared()
                        .orElseThrow())
                .hasToString("not asked for");
    }
}
