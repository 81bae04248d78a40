package dev.provenance.examples;

import dev.provenance.history.compute.Accelerator;
import dev.provenance.history.compute.DeclaredTraining;
import dev.provenance.history.compute.Precision;
import dev.provenance.history.compute.Range;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what is declared of a training from one option. */
final class DeclaredOption {

    private DeclaredOption() {}

    static DeclaredTraining parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int sign = part.indexOf('=');
            if (sign < 1 || values.put(part.substring(0, sign), part.substring(sign + 1)) != null) {
                throw new IllegalArgumentException(
                        "--declared: expected KEY=VALUE with each key once, actual '" + part + "'.");
            }
        }
        @Nullable String tokens = values.remove("tokens");
        if (tokens == null) {
            throw new IllegalArgumentException("--declared: expected tokens=NUMBER, actual none.");
        }
        DeclaredTraining declared = DeclaredTraining.ofTokens(number("tokens", tokens));
        Precision precision = precision(values.remove("precision"));
        for (Map.Entry<String, String> value : values.entrySet()) {
            declared = with(declared, precision, value.getKey(), value.getValue());
        }
        return declared;
    }

    private static DeclaredTraining with(DeclaredTraining declared, Precision precision, String key, String value) {
        return switch (key) {
            case "accelerator" -> declared.on(Accelerator.of(value), precision);
            case "devices" -> declared.devices(number(key, value));
            case "hours" -> declared.deviceHours(number(key, value));
            case "days" -> declared.days(number(key, value));
            case "sequence" -> declared.sequences(Range.exactly(number(key, value)));
            case "active" -> declared.activeParameters(number(key, value));
            case "flops" -> declared.flops(number(key, value));
            default ->
                throw new IllegalArgumentException(
                        "--declared: expected tokens, accelerator, precision, devices, hours,"
                                + " days, sequence, active or flops, actual " + key + ".");
        };
    }

    private static Precision precision(@Nullable String value) {
        if (value == null) {
            return Precision.MIXED;
        }
        try {
            return Precision.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--declared: expected precision=BF16, FP8 or MIXED, actual " + value + ".", e);
        }
    }

    private static double number(String key, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--declared: expected " + key + "=NUMBER, actual " + value + ".", e);
        }
    }
}
