package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.internal.Printable;
import dev.provenance.tokenizer.model.AddedToken;
import dev.provenance.tokenizer.model.Reason;
import dev.provenance.tokenizer.model.SpecialRole;
import dev.provenance.tokenizer.model.TokenizerDraft;
import dev.provenance.tokenizer.model.TokenizerException;
import dev.provenance.tokenizer.model.TokenizerRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The small configurations beside a tokenizer: roles of special tokens, added tokens, the model's {@code vocab_size}. One
 * that cannot be read is noted and left out, because the vocabulary does not depend on it.
 */
final class Companions {

    private static final long MOST_BYTES = 16L << 20;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final TokenizerDraft draft;

    Companions(TokenizerDraft draft) {
        this.draft = draft;
    }

    void read() throws IOException {
        JsonNode tokenizerConfig = object("tokenizer_config.json");
        for (Map.Entry<String, JsonNode> token :
                tokenizerConfig.path("added_tokens_decoder").properties()) {
            parseId(token.getKey()).ifPresent(id -> addedToken(id, token.getValue()));
        }
        for (Map.Entry<String, JsonNode> token : object("added_tokens.json").properties()) {
            if (token.getValue().isInt()) {
                add(AddedToken.of(token.getValue().intValue(), token.getKey(), false));
            }
        }
        if (tokenizerConfig.path("do_lower_case").isBoolean()) {
            draft.setting("do_lower_case", tokenizerConfig.path("do_lower_case").toString());
        }
        roles(tokenizerConfig);
        roles(object("special_tokens_map.json"));
        JsonNode generation = object("generation_config.json");
        for (SpecialRole role : SpecialRole.values()) {
            JsonNode ids = generation.path(role.key() + "_id");
            if (ids.isInt()) {
                draft.role(role, ids.intValue());
            }
            for (JsonNode id : ids) {
                if (id.isInt()) {
                    draft.role(role, id.intValue());
                }
            }
        }
        JsonNode config = object("config.json");
        JsonNode size = config.has("vocab_size")
                ? config.path("vocab_size")
                : config.path("text_config").path("vocab_size");
        if (size.isInt()) {
            draft.configVocabSize(size.intValue());
        }
    }

    /** The file's object; a missing node if there is no such file, or it cannot be read, which is noted. */
    private JsonNode object(String name) throws IOException {
        Path file = draft.file().resolveSibling(name);
        if (!Files.isRegularFile(file)) {
            return JSON.missingNode();
        }
        if (Files.size(file) > MOST_BYTES) {
            return leftOut(Reason.of(Reason.Kind.COMPANION_TOO_LONG, name, Files.size(file)));
        }
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            return root.isObject() ? root : leftOut(Reason.of(Reason.Kind.COMPANION_NO_OBJECT, name));
        } catch (JacksonException e) {
            return leftOut(Reason.of(Reason.Kind.COMPANION_REFUSED, name, Printable.plain(e.getOriginalMessage())));
        }
    }

    private JsonNode leftOut(Reason why) {
        draft.anomalies().note(TokenizerRule.COMPANION_UNREADABLE, () -> why);
        return JSON.missingNode();
    }

    private static Optional<Integer> parseId(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void addedToken(int id, JsonNode token) {
        if (token.path("content").isString()) {
            add(new AddedToken(
                    id,
                    token.path("content").stringValue(),
                    token.path("special").asBoolean(false),
                    token.path("normalized").asBoolean(false),
                    token.path("lstrip").asBoolean(false),
                    token.path("rstrip").asBoolean(false),
                    token.path("single_word").asBoolean(false)));
        }
    }

    /** What the tokenizer's own file says of an id goes before what a configuration says. */
    private void add(AddedToken token) {
        Optional<AddedToken> known = draft.added(token.id());
        if (known.isPresent()) {
            if (!known.get().content().equals(token.content())) {
                draft.anomalies()
                        .note(
                                TokenizerRule.COMPANION_DISAGREES,
                                () -> Reason.of(
                                        Reason.Kind.ID_OR,
                                        token.id(),
                                        Printable.quoted(known.get().content()),
                                        Printable.quoted(token.content())));
            }
            return;
        }
        try {
            draft.added(token);
        } catch (TokenizerException e) {
            leftOut(Reason.of(Reason.Kind.ADDED_TOKENS_REFUSED, String.valueOf(e.getMessage())));
        }
    }

    private void roles(JsonNode config) {
        for (SpecialRole role : SpecialRole.values()) {
            JsonNode token = config.path(role.key());
            JsonNode text = token.isObject() ? token.path("content") : token;
            if (text.isString()) {
                draft.role(role, text.stringValue());
            }
        }
    }
}
