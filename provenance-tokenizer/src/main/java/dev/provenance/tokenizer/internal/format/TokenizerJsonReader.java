package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.model.AddedToken;
import dev.provenance.tokenizer.model.Alphabet;
import dev.provenance.tokenizer.model.SpecialRole;
import dev.provenance.tokenizer.model.TokenizerDraft;
import dev.provenance.tokenizer.model.TokenizerRule;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** {@code tokenizer.json} of Hugging Face's tokenizers library, with merges as strings or as pairs. */
final class TokenizerJsonReader implements FormatReader {

    /** What the file declares beside its tokens, as far as the alphabet depends on it. */
    private static final class Declared {
        private final StringBuilder components = new StringBuilder();
        private boolean byteFallback;
        private boolean hasModel;

        Alphabet alphabet() {
            if (components.indexOf("\"ByteLevel\"") >= 0) {
                return Alphabet.BYTE_LEVEL;
            }
            boolean metaspace =
                    byteFallback || components.indexOf("\"Metaspace\"") >= 0 || components.indexOf("\u2581") >= 0;
            return metaspace ? Alphabet.METASPACE : Alphabet.PLAIN;
        }
    }

    @Override
    public void read(Source source, TokenizerDraft draft) throws IOException {
        JsonText json = new JsonText(source);
        Declared declared = new Declared();
        json.read(source.bytes(), parser -> top(source, json, parser, draft, declared));
        if (!declared.hasModel) {
            throw source.refusal("", TokenizerRule.MISSING_FIELD, "the object 'model'", "none");
        }
        draft.alphabet(declared.alphabet());
    }

    private static void top(Source source, JsonText json, JsonParser parser, TokenizerDraft draft, Declared declared)
            throws IOException {
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            json.note(name, seen, "");
            JsonToken value = parser.nextToken();
            switch (name) {
                case "added_tokens" -> AddedTokensJson.read(json, parser, draft);
                case "normalizer" -> component(parser, value, declared, draft::normalizer);
                case "pre_tokenizer" -> component(parser, value, declared, draft::preTokenizer);
                case "decoder" -> component(parser, value, declared, text -> draft.setting("decoder", text));
                case "model" -> {
                    json.expect(parser, value, JsonToken.START_OBJECT, "model");
                    declared.hasModel = true;
                    new TokenizerJsonModel(source, json, draft).read(parser);
                    declared.byteFallback = "true".equals(draft.setting("byte_fallback"));
                }
                default -> parser.skipChildren();
            }
        }
        String unknown = draft.setting("unk_token");
        if (unknown != null && unknown.startsWith("\"")) {
            draft.role(SpecialRole.UNK, unknown.substring(1, unknown.length() - 1));
        }
    }

    private static void component(JsonParser parser, JsonToken value, Declared declared, Consumer<String> keep) {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        String text = JsonText.copy(parser);
        declared.components.append(text);
        keep.accept(text);
    }

    /** The list {@code added_tokens}. */
    private static final class AddedTokensJson {

        private AddedTokensJson() {}

        static void read(JsonText json, JsonParser parser, TokenizerDraft draft) throws IOException {
            json.expect(parser, parser.currentToken(), JsonToken.START_ARRAY, "added_tokens");
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                draft.added(token(json, parser));
            }
            json.expect(parser, parser.currentToken(), JsonToken.END_ARRAY, "added_tokens");
        }

        private static AddedToken token(JsonText json, JsonParser parser) throws IOException {
            long id = -1;
            String content = "";
            Set<String> flags = new HashSet<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "id" -> id = json.integer(parser, value, "added_tokens.id");
                    case "content" -> {
                        json.expect(parser, value, JsonToken.VALUE_STRING, "added_tokens.content");
                        content = parser.getString();
                    }
                    default -> {
                        if (value == JsonToken.VALUE_TRUE) {
                            flags.add(name);
                        }
                        parser.skipChildren();
                    }
                }
            }
            return new AddedToken(
                    Math.clamp(id, -1, Integer.MAX_VALUE),
                    content,
                    flags.contains("special"),
                    flags.contains("normalized"),
                    flags.contains("lstrip"),
                    flags.contains("rstrip"),
                    flags.contains("single_word"));
        }
    }
}
