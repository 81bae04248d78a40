package dev.provenance.tokenizer.compare;

import dev.provenance.tokenizer.Tokenizer;
import dev.provenance.tokenizer.catalogue.Catalogue;
import dev.provenance.tokenizer.encode.ProbeText;
import java.util.List;

/** Compares two tokenizers. Thread-safe; reads no file. */
public interface TokenizerComparator {

    /**
     * Compares the base's tokenizer with the suspect's.
     *
     * @param base tokenizer A
     * @param suspect tokenizer B
     */
    TokenizerComparison compare(Tokenizer base, Tokenizer suspect);

    /** With the default policy and the library's catalogue, without encodings. */
    static TokenizerComparator standard() {
        return with(RelationPolicy.defaults(), Catalogue.standard(), List.of());
    }

    /**
     * As {@link #standard()}, and both tokenizers encode the standard probe text. It needs
     * {@code ai.djl.huggingface:tokenizers} on the class path, else the encodings are reported as not compared; takes a
     * second or two and native memory for large tokenizers.
     */
    static TokenizerComparator encoding() {
        return with(RelationPolicy.defaults(), Catalogue.standard(), ProbeText.standard());
    }

    /** With another policy, catalogue or other texts to encode; without texts nothing is encoded. */
    static TokenizerComparator with(RelationPolicy policy, Catalogue catalogue, List<ProbeText> texts) {
        return new ByteComparator(policy, catalogue, List.copyOf(texts));
    }
}
