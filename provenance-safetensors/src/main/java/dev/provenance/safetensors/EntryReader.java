package dev.provenance.safetensors;

import dev.provenance.safetensors.internal.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads and checks what a header says about one tensor. */
final class EntryReader {
    /** As many as NumPy and PyTorch can hold. */
    private static final int MOST_DIMENSIONS = 64;

    private final JsonDocument document;
    private final Path file;
    private final List<Anomaly> anomalies;
    private final JsonParser parser;
    private final String name;

    private @Nullable DType dtype;
    private @Nullable List<Long> shape;
    private @Nullable List<Long> offsets;

    EntryReader(JsonDocument document, Path file, List<Anomaly> anomalies, JsonParser parser, String name) {
        this.document = document;
        this.file = file;
        this.anomalies = anomalies;
        this.parser = parser;
        this.name = name;
    }

    /** Reads the value under the parser, up to its closing brace. */
    TensorEntry read() throws SafetensorsException {
        require(JsonToken.START_OBJECT, "an object with dtype, shape and data_offsets");
        Set<String> seen = new HashSet<>();
        List<String> unknown = new ArrayList<>();
        for (String field = parser.nextName(); field != null; field = parser.nextName()) {
            document.note(field, seen, name, "an entry");
            parser.nextToken();
            switch (field) {
                case "dtype" -> dtype = dtype();
                case "shape" -> shape = shape();
                case "data_offsets" -> offsets = offsets();
                default -> {
                    unknown.add(field);
                    parser.skipChildren();
                }
            }
        }
        if (!unknown.isEmpty()) {
            // One line however many fields there are: a hostile header could hold millions.
            String tensor = Printable.quoted(name);
            String first = Printable.quoted(unknown.getFirst());
            anomalies.add(
                    unknown.size() == 1
                            ? Anomaly.of(file, Anomaly.Kind.FIELD_UNKNOWN, tensor, first)
                            : Anomaly.of(file, Anomaly.Kind.FIELDS_UNKNOWN, tensor, first, unknown.size() - 1));
        }
        return entry(present(dtype, "dtype"), present(shape, "shape"), present(offsets, "data_offsets"));
    }

    private TensorEntry entry(DType dtype, List<Long> shape, List<Long> offsets) throws SafetensorsException {
        long begin = offsets.getFirst();
        long end = offsets.getLast();
        if (begin > end) {
            throw refusal(Rule.OFFSETS_REVERSED, "an end from " + begin + " on", "" + end);
        }
        long elements;
        long bits;
        try {
            elements = shape.contains(0L) ? 0 : shape.stream().reduce(1L, Math::multiplyExact);
            bits = Math.multiplyExact(elements, (long) dtype.bits());
        } catch (ArithmeticException e) {
            SafetensorsException refusal =
                    refusal(Rule.SIZE_OVERFLOW, "a size below 2^63 bits", "shape " + shape + " of " + dtype);
            refusal.initCause(e);
            throw refusal;
        }
        if (bits % Byte.SIZE != 0) {
            throw refusal(Rule.PARTIAL_BYTE, "a multiple of 8 bits", bits + " bits, shape " + shape + " of " + dtype);
        }
        if (end - begin != bits / Byte.SIZE) {
            String expected = bits / Byte.SIZE + " bytes for shape " + shape + " of " + dtype;
            throw refusal(Rule.SIZE_MISMATCH, expected, (end - begin) + " bytes");
        }
        return new TensorEntry(name, dtype, shape, elements, begin, end);
    }

    private DType dtype() throws SafetensorsException {
        require(JsonToken.VALUE_STRING, "the name of a dtype");
        String text = parser.getString();
        return DType.named(text)
                .orElseThrow(() -> refusal(
                        Rule.UNKNOWN_DTYPE, "one of " + Arrays.toString(DType.values()), Printable.quoted(text)));
    }

    private List<Long> shape() throws SafetensorsException {
        List<Long> dimensions = integers(Rule.NEGATIVE_DIMENSION, MOST_DIMENSIONS);
        if (dimensions.size() > MOST_DIMENSIONS) {
            throw refusal(Rule.TOO_MANY_DIMENSIONS, "at most " + MOST_DIMENSIONS, "more");
        }
        return dimensions;
    }

    private List<Long> offsets() throws SafetensorsException {
        List<Long> pair = integers(Rule.NEGATIVE_OFFSET, 2);
        if (pair.size() != 2) {
            String actual = pair.size() < 2 ? "" + pair.size() : "more";
            throw refusal(Rule.WRONG_TYPE, "two integers as data_offsets", actual);
        }
        return pair;
    }

    /** The array under the parser; stops after one integer more than the limit. */
    private List<Long> integers(Rule negative, int limit) throws SafetensorsException {
        String field = parser.currentName();
        require(JsonToken.START_ARRAY, "an array of integers as " + field);
        List<Long> values = new ArrayList<>();
        while (values.size() <= limit && parser.nextToken() != JsonToken.END_ARRAY) {
            require(JsonToken.VALUE_NUMBER_INT, "integers in " + field);
            if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw refusal(Rule.SIZE_OVERFLOW, "integers below 2^63 in " + field, JsonDocument.found(parser));
            }
            long value = parser.getLongValue();
            if (value < 0) {
                throw refusal(negative, "integers from 0 on in " + field, "" + value);
            }
            values.add(value);
        }
        return List.copyOf(values);
    }

    private void require(JsonToken token, String expected) throws SafetensorsException {
        if (parser.currentToken() != token) {
            throw refusal(Rule.WRONG_TYPE, expected, JsonDocument.found(parser));
        }
    }

    private <T> T present(@Nullable T value, String field) throws SafetensorsException {
        if (value == null) {
            throw refusal(Rule.MISSING_FIELD, "the field " + field, "an entry without it");
        }
        return value;
    }

    private SafetensorsException refusal(Rule rule, String expected, String actual) {
        return new SafetensorsException(file, name, rule, expected, actual);
    }
}
