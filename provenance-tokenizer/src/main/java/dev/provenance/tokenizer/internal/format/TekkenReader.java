package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.internal.Printable;
import dev.provenance.tokenizer.model.AddedToken;
import dev.provenance.tokenizer.model.Reason;
import dev.provenance.tokenizer.model.TokenKind;
import dev.provenance.tokenizer.model.TokenizerDraft;
import dev.provenance.tokenizer.model.TokenizerRule;
import dev.provenance.tokenizer.model.TokenizerType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Mistral's tekken JSON. Special tokens take the first {@code default_num_special_tokens} ids, a token's id is its rank
 * behind them, and ranks beyond {@code default_vocab_size} are in the file but not in the tokenizer (mistral-common,
 * {@code tekken.py}).
 */
final class TekkenReader implements FormatReader {

    private static final int SPECIAL_TOKENS = 1000;

    /** One entry of the file's lists. */
    private record Entry(long rank, String base64, String text) {}

    private long vocabularySize = Long.MAX_VALUE;
    private long specialTokens = SPECIAL_TOKENS;
    private final List<Entry> tokens = new ArrayList<>();
    private final List<Entry> special = new ArrayList<>();

    @Override
    public void read(Source source, TokenizerDraft draft) throws IOException {
        JsonText json = new JsonText(source);
        json.read(source.bytes(), parser -> {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "config" -> config(source, json, parser, value, draft);
                    case "vocab" -> entries(source, json, parser, value, tokens);
                    case "special_tokens" -> {
                        if (value != JsonToken.VALUE_NULL) {
                            entries(source, json, parser, value, special);
                        }
                    }
                    default -> parser.skipChildren();
                }
            }
        });
        draft.type(TokenizerType.BPE);
        long unused = 0;
        for (Entry token : tokens) {
            long id = Math.addExact(token.rank, specialTokens);
            if (id < vocabularySize) {
                draft.token(id, TokenKind.TEXT, decode(source, token.base64));
            } else {
                unused++;
            }
        }
        draft.anomalies()
                .note(TokenizerRule.NOT_USED, unused, () -> Reason.of(Reason.Kind.DECLARED_SIZE, vocabularySize));
        for (Entry token : special) {
            draft.added(AddedToken.of(Math.clamp(token.rank, -1, Integer.MAX_VALUE), token.text, true));
        }
    }

    private void config(Source source, JsonText json, JsonParser parser, JsonToken value, TokenizerDraft draft)
            throws IOException {
        json.expect(parser, value, JsonToken.START_OBJECT, "config");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken setting = parser.nextToken();
            switch (name) {
                case "default_vocab_size" -> vocabularySize = json.integer(parser, setting, "config." + name);
                case "default_num_special_tokens" -> {
                    specialTokens = json.integer(parser, setting, "config." + name);
                    if (specialTokens < 0 || specialTokens > source.limits().tokens()) {
                        throw source.refusal(
                                "config." + name,
                                TokenizerRule.ID_OUT_OF_RANGE,
                                "0 to " + source.limits().tokens(),
                                Long.toString(specialTokens));
                    }
                }
                default -> {
                    if (setting.isScalarValue()) {
                        draft.setting(name, JsonText.copy(parser));
                    }
                    parser.skipChildren();
                }
            }
        }
    }

    private static void entries(Source source, JsonText json, JsonParser parser, JsonToken value, List<Entry> into)
            throws IOException {
        json.expect(parser, value, JsonToken.START_ARRAY, "vocab");
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            if (into.size() >= source.limits().tokens()) {
                throw source.refusal(
                        "vocab",
                        TokenizerRule.TOO_LARGE,
                        "at most " + source.limits().tokens() + " tokens (ReadLimits.tokens)",
                        "more");
            }
            into.add(entry(json, parser));
        }
        json.expect(parser, parser.currentToken(), JsonToken.END_ARRAY, "vocab");
    }

    private static Entry entry(JsonText json, JsonParser parser) throws IOException {
        long rank = -1;
        String bytes = "";
        String text = "";
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "rank" -> rank = json.integer(parser, value, "vocab.rank");
                case "token_bytes" -> {
                    json.expect(parser, value, JsonToken.VALUE_STRING, "vocab.token_bytes");
                    bytes = parser.getString();
                }
                case "token_str" -> text = value == JsonToken.VALUE_STRING ? parser.getString() : "";
                default -> parser.skipChildren();
            }
        }
        return new Entry(rank, bytes, text);
    }

    private static byte[] decode(Source source, String base64) throws IOException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw source.refusal("vocab.token_bytes", TokenizerRule.MALFORMED, "base64", Printable.quoted(base64));
        }
    }
}
