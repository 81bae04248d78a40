package dev.provenance.tokenizer.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a tokenizer's files declare about text before it is cut, and about the cutting.
 *
 * @param normalizer JSON of the normaliser, as in tokenizer.json
 * @param preTokenizer JSON of the pre-tokenizer, as in tokenizer.json
 * @param settings further declared settings by name, the values as JSON: {@code byte_fallback}, {@code ignore_merges},
 *     {@code unk_token} and the like, or those of the format's own
 */
public record TextRules(Optional<String> normalizer, Optional<String> preTokenizer, Map<String, String> settings) {

    public TextRules {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** Whether a setting is declared true. */
    public boolean isTrue(String setting) {
        return "true".equals(settings.get(setting));
    }
}
