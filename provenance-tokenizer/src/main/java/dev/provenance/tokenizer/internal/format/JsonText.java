package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.internal.Printable;
import dev.provenance.tokenizer.model.TokenizerException;
import dev.provenance.tokenizer.model.TokenizerRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** A file that holds one JSON object, streamed: the parser's failures become refusals that name the file. */
final class JsonText {

    /** Normalisers nest a few levels; Unigram's character maps are strings of some 300 KB. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNameLength(1 << 20)
                    .maxStringLength(16 << 20)
                    .maxNumberLength(100)
                    .maxDocumentLength(-1)
                    .maxTokenCount(-1)
                    .build())
            // The names are a vocabulary and do not repeat: a shared table of them would only grow.
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    private final Source source;

    JsonText(Source source) {
        this.source = source;
    }

    /** Reads the object's content, with the parser standing on its opening brace, up to the closing one. */
    @FunctionalInterface
    interface Body {
        void read(JsonParser parser) throws IOException;
    }

    /** Reads {@code bytes}, which hold one object and nothing else. */
    void read(byte[] bytes, Body body) throws IOException {
        Reader text = new InputStreamReader(
                new ByteArrayInputStream(bytes),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            expect(parser, parser.nextToken(), JsonToken.START_OBJECT, "");
            body.read(parser);
            if (parser.nextToken() != null) {
                throw source.refusal("", TokenizerRule.MALFORMED, "nothing but spaces after the object", found(parser));
            }
        } catch (JacksonIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw source.refusal("", TokenizerRule.NOT_UTF8, "valid UTF-8", "malformed bytes");
            }
            throw e.getCause();
        } catch (StreamConstraintsException e) {
            throw source.refusal(
                    "", TokenizerRule.JSON_LIMIT, "JSON within limits", Printable.plain(e.getOriginalMessage()));
        } catch (JacksonException e) {
            String where = " at character " + e.getLocation().getCharOffset();
            throw source.refusal(
                    "", TokenizerRule.NOT_JSON, "valid JSON", Printable.plain(e.getOriginalMessage()) + where);
        }
    }

    void expect(JsonParser parser, JsonToken token, JsonToken expected, String place) throws TokenizerException {
        if (token != expected) {
            throw source.refusal(place, TokenizerRule.WRONG_TYPE, named(expected), found(parser));
        }
    }

    /** The integer under the parser. */
    long integer(JsonParser parser, JsonToken token, String place) throws TokenizerException {
        expect(parser, token, JsonToken.VALUE_NUMBER_INT, place);
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw source.refusal(place, TokenizerRule.ID_OUT_OF_RANGE, "a number of 64 bits", found(parser));
        }
        return parser.getLongValue();
    }

    /** Refuses a name that occurs twice in one object. */
    void note(String name, Set<String> seen, String place) throws TokenizerException {
        if (!seen.add(name)) {
            throw source.refusal(
                    place, TokenizerRule.MALFORMED, "each key once", Printable.quoted(name) + " a second time");
        }
    }

    /** The value under the parser as compact JSON; the parser then stands on its end. */
    static String copy(JsonParser parser) {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), json)) {
            generator.copyCurrentStructure(parser);
        }
        return json.toString();
    }

    /** The value under the parser, fit for a message. */
    static String found(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case null -> "nothing";
            case VALUE_STRING -> "the text " + Printable.quoted(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + Printable.quoted(parser.getString());
            default -> named(token);
        };
    }

    private static String named(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case END_OBJECT -> "the end of an object";
            case END_ARRAY -> "the end of an array";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT -> "an integer";
            default -> String.valueOf(token.asString());
        };
    }
}
