package dev.provenance.tokenizer.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.tokenizer.TestTokenizers;
import dev.provenance.tokenizer.model.ReadLimits;
import dev.provenance.tokenizer.model.TokenKind;
import dev.provenance.tokenizer.model.TokenizerDraft;
import dev.provenance.tokenizer.model.TokenizerFormat;
import dev.provenance.tokenizer.model.TokenizerModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    /** Made-up words from {@code from} to {@code to}, every {@code step}-th. */
    private static TokenizerModel words(int from, int to, int step) throws IOException {
        TokenizerDraft draft = new TokenizerDraft(Path.of("words"), TokenizerFormat.TIKTOKEN, ReadLimits.defaults());
        int id = 0;
        for (int word = from; word < to; word += step) {
            draft.token(id++, TokenKind.TEXT, "word" + word);
        }
        return draft.build();
    }

    @Test
    void containmentIsEstimatedWithinItsError() throws IOException {
        Fingerprint fingerprint = Fingerprint.of("words", "made", Optional.empty(), words(0, 40_000, 1));
        Catalogue catalogue = new Catalogue(List.of(fingerprint));

        Descent whole = catalogue.descents(words(0, 80_000, 1)).getFirst();
        assertThat(whole.containment()).isEqualTo(1);
        assertThat(whole.inOrder()).isEqualTo(1);
        // Three standard errors of a share of 3/4 among 512.
        assertThat(catalogue.descents(words(10_000, 90_000, 1)).getFirst().containment())
                .isCloseTo(0.75, within(0.06));
        assertThat(catalogue.descents(words(0, 40_000, 3))).isEmpty();
    }

    @Test
    void textHoldsTheWholeFingerprint() throws IOException {
        Fingerprint first = Fingerprint.of("one", "here", Optional.empty(), words(0, 1000, 1));
        Fingerprint second = Fingerprint.of("two", "there", Optional.of("one"), words(0, 100, 1));

        assertThat(FingerprintText.parse("# comment\n" + FingerprintText.of(first) + FingerprintText.of(second)))
                .containsExactly(first, second);
    }

    @Test
    void libraryKnowsTheCommonAncestors() {
        assertThat(Catalogue.standard().known())
                .extracting(Fingerprint::name)
                .contains(
                        "GPT-2 (r50k_base)",
                        "GPT-NeoX-20B",
                        "cl100k_base",
                        "o200k_base",
                        "Llama-2",
                        "Llama-3",
                        "Mistral-v0.1",
                        "Qwen");
        assertThat(Catalogue.standard().known())
                .allSatisfy(known -> assertThat(known.sample()).hasSize(512));
    }

    @Test
    void descentsOfRealTokenizers() throws IOException {
        assertThat(names("roberta-vm")).containsExactly("GPT-2 (r50k_base)");
        assertThat(names("phi3-gguf")).containsExactly("Llama-2");
        assertThat(names("qwen3-hf")).startsWith("Qwen", "cl100k_base");
        assertThat(names("koelectra")).isEmpty();
        assertThat(names("openllama-zh-hf")).isEmpty();
    }

    private static List<String> names(String tokenizer) throws IOException {
        return Catalogue.standard().descents(TestTokenizers.real(tokenizer).model()).stream()
                .map(descent -> descent.known().name())
                .toList();
    }
}
