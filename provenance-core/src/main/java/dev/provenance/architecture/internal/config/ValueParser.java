package dev.provenance.architecture.internal.config;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.SpecAnomaly;
import dev.provenance.architecture.SpecAnomaly.Rule;
import dev.provenance.message.Message;
import dev.provenance.safetensors.internal.Printable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Turns JSON values into the notation of {@code ComponentSpec}; what does not fit is an anomaly and no value. */
final class ValueParser {

    /** No architecture counts further; products of three counts stay within 64 bits. */
    private static final long LARGEST_COUNT = 1_000_000_000;

    private static final int LONGEST_TEXT = 100;

    static final Message IGNORED = Message.of("config.ignored");

    private final List<SpecAnomaly> anomalies;

    /** @param anomalies takes what is odd */
    ValueParser(List<SpecAnomaly> anomalies) {
        this.anomalies = anomalies;
    }

    /** The value, or empty where it is null or does not fit. */
    Optional<String> parse(ArchitectureField field, String name, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return Optional.empty();
        }
        return switch (field.type()) {
            case COUNT -> number(name, value).flatMap(number -> count(field, name, number));
            case REAL -> number(name, value).flatMap(number -> real(name, number));
            case FLAG -> flag(name, value);
            case TEXT -> text(name, value);
        };
    }

    private Optional<BigDecimal> number(String name, JsonNode value) {
        if (value.isString()) {
            return numberFromText(name, value.stringValue());
        }
        if (!value.isNumber() || (value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue()))) {
            odd(name, Rule.WRONG_TYPE, Message.of("config.finiteNumber"), shown(value), IGNORED);
            return Optional.empty();
        }
        return Optional.of(value.decimalValue());
    }

    private Optional<BigDecimal> numberFromText(String name, String text) {
        Message shown = shown(text);
        if (text.length() <= 20 && text.matches("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")) {
            odd(name, Rule.NUMBER_AS_TEXT, Message.of("config.number"), shown, Message.of("config.readAsNumber"));
            return Optional.of(new BigDecimal(text));
        }
        odd(name, Rule.WRONG_TYPE, Message.of("config.finiteNumber"), shown, IGNORED);
        return Optional.empty();
    }

    private Optional<String> count(ArchitectureField field, String name, BigDecimal number) {
        long least = mayBeZero(field) ? 0 : 1;
        // Compared before any digits are written out: 1e999999999 is a number of one digit.
        if (number.compareTo(BigDecimal.valueOf(least)) < 0
                || number.compareTo(BigDecimal.valueOf(LARGEST_COUNT)) > 0
                || number.stripTrailingZeros().scale() > 0) {
            odd(
                    name,
                    Rule.OUT_OF_RANGE,
                    Message.of("config.wholeNumber", least, LARGEST_COUNT),
                    Message.verbatim(Printable.quoted(number.toString())),
                    IGNORED);
            return Optional.empty();
        }
        return Optional.of(Long.toString(number.longValue()));
    }

    private static boolean mayBeZero(ArchitectureField field) {
        return switch (field) {
            case LAYERS, HIDDEN_SIZE, HEADS, KV_HEADS, HEAD_SIZE, VOCABULARY, POSITIONS -> false;
            default -> true;
        };
    }

    private Optional<String> real(String name, BigDecimal number) {
        double real = number.doubleValue();
        if (!(real >= 0 && real <= 1e15)) {
            odd(
                    name,
                    Rule.OUT_OF_RANGE,
                    Message.of("config.numberInRange"),
                    Message.verbatim(Printable.quoted(number.toString())),
                    IGNORED);
            return Optional.empty();
        }
        return Optional.of(Double.toString(real));
    }

    private Optional<String> flag(String name, JsonNode value) {
        if (!value.isBoolean()) {
            odd(name, Rule.WRONG_TYPE, Message.of("config.flag"), shown(value), IGNORED);
            return Optional.empty();
        }
        return Optional.of(Boolean.toString(value.booleanValue()));
    }

    private Optional<String> text(String name, JsonNode value) {
        if (!value.isString() || value.stringValue().length() > LONGEST_TEXT) {
            odd(name, Rule.WRONG_TYPE, Message.of("config.text", LONGEST_TEXT), shown(value), IGNORED);
            return Optional.empty();
        }
        return Optional.of(value.stringValue());
    }

    void odd(String name, Rule rule, Message expected, Message actual, Message used) {
        anomalies.add(new SpecAnomaly(Message.verbatim(name), rule, expected, actual, used));
    }

    private static Message shown(String text) {
        return Message.of("config.shownText", Printable.quoted(text));
    }

    static Message shown(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> Message.of("config.list");
            case OBJECT -> Message.of("config.object");
            case STRING -> shown(value.stringValue());
            default -> Message.verbatim(Printable.quoted(value.asString()));
        };
    }
}
