package dev.provenance.safetensors;

import dev.provenance.safetensors.internal.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** One JSON object in a file, streamed: the parser's failures become refusals that name the file. */
final class JsonDocument {
    /** The most names in an object of which a handful are known. */
    private static final int MOST_NAMES = 64;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNameLength(50_000)
                    .maxStringLength(10_000_000)
                    .maxNumberLength(100)
                    // The stream itself ends at the configured limit.
                    .maxDocumentLength(-1)
                    .maxTokenCount(-1)
                    .build())
            // Names come from strangers and hardly repeat: a shared table of them would only grow.
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    private final Path file;

    JsonDocument(Path file) {
        this.file = file;
    }

    /** Reads the object's content, with the parser standing on its opening brace, up to the closing one. */
    @FunctionalInterface
    interface Body {
        void read(JsonParser parser) throws IOException;
    }

    /** Reads a stream that holds one object and nothing else. */
    void read(InputStream bytes, Body body) throws IOException {
        Reader text = new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new SafetensorsException(file, null, Rule.NOT_AN_OBJECT, "an object", found(parser));
            }
            body.read(parser);
            if (parser.nextToken() != null) {
                throw new SafetensorsException(
                        file, null, Rule.NOT_JSON, "nothing but spaces after the object", found(parser));
            }
        } catch (JacksonIOException e) {
            throw e.getCause() instanceof CharacterCodingException notUtf8
                    ? refusal(Rule.NOT_UTF8, "valid UTF-8", "malformed bytes", notUtf8)
                    : e.getCause();
        } catch (StreamConstraintsException e) {
            throw refusal(Rule.JSON_LIMIT, "text within the limits", Printable.plain(e.getOriginalMessage()), e);
        } catch (JacksonException e) {
            String where = " at character " + e.getLocation().getCharOffset();
            throw refusal(Rule.NOT_JSON, "valid JSON", Printable.plain(e.getOriginalMessage()) + where, e);
        }
    }

    private SafetensorsException refusal(Rule rule, String expected, String actual, Exception cause) {
        SafetensorsException refusal = new SafetensorsException(file, null, rule, expected, actual);
        refusal.initCause(cause);
        return refusal;
    }

    /** The value under the parser, fit for a message. */
    static String found(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case null -> "nothing";
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "the text " + Printable.quoted(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + Printable.quoted(parser.getString());
            default -> token.asString();
        };
    }

    /** A refusal because of a key that occurs twice in {@code place}. */
    SafetensorsException duplicate(@Nullable String tensor, String key, String place) {
        return new SafetensorsException(
                file, tensor, Rule.DUPLICATE_KEY, "each key once in " + place, Printable.quoted(key) + " again");
    }

    /** Notes a name of an object that should have few names; refuses one that was there before, and too many. */
    void note(String name, Set<String> seen, @Nullable String tensor, String place) throws SafetensorsException {
        if (!seen.add(name)) {
            throw duplicate(tensor, name, place);
        }
        if (seen.size() > MOST_NAMES) {
            throw new SafetensorsException(
                    file, tensor, Rule.JSON_LIMIT, "at most " + MOST_NAMES + " keys in " + place, "more");
        }
    }
}
