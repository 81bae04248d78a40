package dev.provenance.tokenizer.compare;

import dev.provenance.tokenizer.Tokenizer;
import dev.provenance.tokenizer.catalogue.Catalogue;

/** Compares two tokenizers. Thread-safe; reads no file. */
public interface TokenizerComparator {

    /**
     * Compares the base's tokenizer with the suspect's.
     *
     * @param base tokenizer A
     * @param suspect tokenizer B
     */
    TokenizerComparison compare(Tokenizer base, Tokenizer suspect);

    /** With the default policy and the catalogue of the library. */
    static TokenizerComparator standard() {
        return with(RelationPolicy.defaults(), Catalogue.standard());
    }

    /** With another policy or catalogue. */
    static TokenizerComparator with(RelationPolicy policy, Catalogue catalogue) {
        return new ByteComparator(policy, catalogue);
    }
}
