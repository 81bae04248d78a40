package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.internal.Printable;
import dev.provenance.tokenizer.model.TokenKind;
import dev.provenance.tokenizer.model.TokenizerDraft;
import dev.provenance.tokenizer.model.TokenizerRule;
import dev.provenance.tokenizer.model.TokenizerType;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The object {@code model} of a tokenizer.json. */
final class TokenizerJsonModel {

    private static final String VOCAB = "model.vocab";
    private static final String MERGES = "model.merges";

    private final Source source;
    private final JsonText json;
    private final TokenizerDraft draft;

    TokenizerJsonModel(Source source, JsonText json, TokenizerDraft draft) {
        this.source = source;
        this.json = json;
        this.draft = draft;
    }

    void read(JsonParser parser) throws IOException {
        Set<String> seen = new HashSet<>();
        String type = "";
        boolean scored = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            json.note(name, seen, "model");
            JsonToken value = parser.nextToken();
            switch (name) {
                case "type" -> {
                    json.expect(parser, value, JsonToken.VALUE_STRING, "model.type");
                    type = parser.getString();
                }
                case "vocab" -> {
                    scored = value == JsonToken.START_ARRAY;
                    vocabulary(parser, value);
                }
                case "merges" -> merges(parser, value);
                default -> {
                    if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                        draft.setting(name, JsonText.copy(parser));
                    }
                    parser.skipChildren();
                }
            }
        }
        draft.type(type(type, scored, seen));
    }

    /** Files written before the library's version 0.9 do not say their type. */
    private TokenizerType type(String declared, boolean scored, Set<String> fields) throws IOException {
        return switch (declared) {
            case "BPE" -> TokenizerType.BPE;
            case "Unigram" -> TokenizerType.UNIGRAM;
            case "WordPiece" -> TokenizerType.WORD_PIECE;
            case "WordLevel" -> TokenizerType.WORD_LEVEL;
            case "" -> {
                if (scored) {
                    yield TokenizerType.UNIGRAM;
                }
                if (fields.contains("merges")) {
                    yield TokenizerType.BPE;
                }
                yield fields.contains("max_input_chars_per_word") ? TokenizerType.WORD_PIECE : TokenizerType.WORD_LEVEL;
            }
            default ->
                throw source.refusal(
                        "model.type",
                        TokenizerRule.UNSUPPORTED,
                        "BPE, Unigram, WordPiece or WordLevel",
                        Printable.quoted(declared));
        };
    }

    private void vocabulary(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.START_ARRAY) {
            scored(parser);
            return;
        }
        json.expect(parser, value, JsonToken.START_OBJECT, VOCAB);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String token = parser.currentName();
            JsonToken id = parser.nextToken();
            if (id != JsonToken.VALUE_NUMBER_INT) {
                json.expect(parser, id, JsonToken.VALUE_NUMBER_INT, VOCAB + ": " + Printable.quoted(token));
            }
            draft.token(json.integer(parser, id, VOCAB), TokenKind.TEXT, token);
        }
    }

    /** Unigram's list of tokens with their log probabilities; the id is the place in the list. */
    private void scored(JsonParser parser) throws IOException {
        long id = 0;
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            json.expect(parser, parser.nextToken(), JsonToken.VALUE_STRING, VOCAB);
            draft.token(id++, TokenKind.TEXT, parser.getString());
            JsonToken score = parser.nextToken();
            if (score != JsonToken.VALUE_NUMBER_INT) {
                json.expect(parser, score, JsonToken.VALUE_NUMBER_FLOAT, VOCAB);
            }
            draft.score(parser.getDoubleValue());
            json.expect(parser, parser.nextToken(), JsonToken.END_ARRAY, VOCAB);
        }
        json.expect(parser, parser.currentToken(), JsonToken.END_ARRAY, VOCAB);
    }

    private void merges(JsonParser parser, JsonToken value) throws IOException {
        json.expect(parser, value, JsonToken.START_ARRAY, MERGES);
        draft.withMerges();
        MergeLine lines = new MergeLine(source, draft, MERGES);
        long number = 0;
        for (JsonToken merge = parser.nextToken(); merge != JsonToken.END_ARRAY; merge = parser.nextToken()) {
            if (merge == JsonToken.START_ARRAY) {
                json.expect(parser, parser.nextToken(), JsonToken.VALUE_STRING, MERGES);
                String left = parser.getString();
                json.expect(parser, parser.nextToken(), JsonToken.VALUE_STRING, MERGES);
                draft.merge(left, parser.getString());
                json.expect(parser, parser.nextToken(), JsonToken.END_ARRAY, MERGES);
            } else {
                json.expect(parser, merge, JsonToken.VALUE_STRING, MERGES);
                int start = parser.getStringOffset();
                lines.add(number, parser.getStringCharacters(), start, start + parser.getStringLength());
            }
            number++;
        }
    }
}
