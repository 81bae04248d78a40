package dev.provenance.records;

import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line that holds one JSON object.
 *
 * @param file it is of
 * @param number of the line, from 1
 * @param object what it holds
 */
public record JsonLine(Path file, long number, JsonNode object) {

    private static final int MAX_DEPTH = 32;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Parses a line.
     *
     * @throws RecordException if it is no JSON object, names a field twice or is too deep
     */
    public static JsonLine parse(Path file, long number, String line) throws RecordException {
        JsonNode object;
        try {
            object = JSON.readTree(line);
        } catch (JacksonException e) {
            throw new RecordException(
                    file,
                    number,
                    "not JSON",
                    "one JSON object, no field twice, at most " + MAX_DEPTH + " deep",
                    e.getOriginalMessage(),
                    "One object stands on each line; is the file torn?");
        }
        if (!object.isObject()) {
            throw new RecordException(
                    file, number, "not an object", "a JSON object", named(object), "One object stands on each line.");
        }
        return new JsonLine(file, number, object);
    }

    /** A field that is a string. */
    public String text(String field) throws RecordException {
        JsonNode value = object.path(field);
        if (!value.isString()) {
            throw refused(field, "a string", named(value));
        }
        return value.stringValue();
    }

    /** What to throw about a field. */
    public RecordException refused(String field, String expected, String actual) {
        return new RecordException(
                file, number, "field '" + field + "'", expected, actual, "Every line has the same fields.");
    }

    /** What a value is, for a message. */
    public static String named(JsonNode value) {
        return value.isMissingNode()
                ? "none"
                : "a JSON " + value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
