package dev.provenance.tokenizer.model;

import java.util.Locale;
import java.util.Optional;

/** What a special token is for. */
public enum SpecialRole {
    BOS,
    EOS,
    UNK,
    PAD,
    SEP,
    CLS,
    MASK;

    /** The key of this role in {@code tokenizer_config.json} and {@code special_tokens_map.json}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT) + "_token";
    }

    /** The role of a key such as {@code bos_token} or {@code bos_token_id}. */
    public static Optional<SpecialRole> ofKey(String key) {
        for (SpecialRole role : values()) {
            if (key.equals(role.key()) || key.equals(role.key() + "_id")) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
