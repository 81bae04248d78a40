package dev.provenance.report;

import dev.provenance.message.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** For a value others of its type that stand nowhere else in a report. */
final class OtherValues {

    /** What a text of another value holds. */
    static final String TEXT = "zyxwvuts";

    private static final String SHA_256 = "98765432".repeat(8);

    private OtherValues() {}

    /** Others, those that are easiest to find first; none for a type that is not known. */
    static List<Object> of(Object value) {
        return switch (value) {
            case String ignored -> List.of(TEXT, SHA_256);
            case Message ignored -> List.of(Message.verbatim(TEXT));
            case Integer number -> List.of(987_654_321, 2 * number);
            case Long number -> List.of(987_654_321_987L, 2 * number);
            case Double number -> List.of(0.123456789, -0.123456789, 0.987654321 * number, 1.0123456789 * number);
            case OptionalDouble ignored -> List.of(OptionalDouble.of(0.123456789), OptionalDouble.of(-77.123456789));
            case OptionalInt ignored -> List.of(OptionalInt.of(987_654_321));
            case OptionalLong ignored -> List.of(OptionalLong.of(987_654_321_987L));
            case Boolean flag -> List.of(!flag);
            case Enum<?> constant ->
                Arrays.stream(constant.getDeclaringClass().getEnumConstants())
                        .filter(other -> other != constant)
                        .map(Object.class::cast)
                        .toList();
            case Instant ignored -> List.of(Instant.parse("2001-02-03T04:05:06Z"));
            case Duration ignored -> List.of(Duration.ofMillis(987_654_321));
            case LocalDate ignored -> List.of(LocalDate.of(1901, 2, 3));
            case Path ignored -> List.of(Path.of("folder", TEXT));
            default -> List.of();
        };
    }

    /** Whether a form holds this value; of a flag or constant, that it is another form has to do. */
    static boolean isIn(String form, Object value) {
        return switch (value) {
            case OptionalDouble number -> form.contains(Double.toString(number.getAsDouble()));
            case OptionalInt number -> form.contains(Integer.toString(number.getAsInt()));
            case OptionalLong number -> form.contains(Long.toString(number.getAsLong()));
            case Duration time -> form.contains(Long.toString(time.toMillis()));
            case Path path -> form.contains(String.valueOf(path.getFileName()));
            case Boolean ignored -> true;
            case Enum<?> constant -> form.contains(constant.name()) || form.contains(constant.toString());
            default -> form.contains(value.toString());
        };
    }
}
