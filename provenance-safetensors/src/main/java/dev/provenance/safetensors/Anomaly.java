package dev.provenance.safetensors;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Something odd that did not stop an archive from opening, as what it says and of which values. English stands here; a report
 * in another language has its own words for each kind.
 *
 * @param file the file it was seen in, or the file that was left out
 * @param kind what it says
 * @param values the values in it: names from the file, escaped and shortened, and counts
 */
public record Anomaly(Path file, Kind kind, List<Object> values) {

    /** What an anomaly says; its pattern is one of {@link java.util.Formatter}. */
    public enum Kind {
        BESIDE_SINGLE_FILE(Rule.FILE_LEFT_OUT, "not opened: the checkpoint is %s"),
        BESIDE_INDEX(Rule.FILE_LEFT_OUT, "not opened: the checkpoint is what %s lists"),
        WHITE_SPACE_FIRST(Rule.HEADER_START, "white space before the header's object"),
        KEY_TWICE(Rule.DUPLICATE_KEY, "%s again, the last one counts"),
        FIELD_UNKNOWN(Rule.UNKNOWN_FIELD, "tensor %s has the unknown field %s"),
        FIELDS_UNKNOWN(Rule.UNKNOWN_FIELD, "tensor %s has the unknown field %s and %d more");

        private final Rule rule;
        private final String pattern;

        Kind(Rule rule, String pattern) {
            this.rule = rule;
            this.pattern = pattern;
        }

        /** The English pattern. */
        public String pattern() {
            return pattern;
        }
    }

    /** Copies the values. */
    public Anomaly {
        values = List.copyOf(values);
    }

    static Anomaly of(Path file, Kind kind, Object... values) {
        return new Anomaly(file, kind, List.of(values));
    }

    /** What the file departs from. */
    public Rule rule() {
        return kind.rule;
    }

    /** One line of text in English. */
    public String detail() {
        return String.format(Locale.ROOT, kind.pattern, values.toArray());
    }
}
