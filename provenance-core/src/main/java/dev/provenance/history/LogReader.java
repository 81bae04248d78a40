package dev.provenance.history;

import com.google.common.collect.ImmutableList;
import dev.provenance.records.JsonLine;
import dev.provenance.records.RecordException;
import dev.provenance.records.RecordLimits;
import dev.provenance.records.RecordLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the lines of one log. */
final class LogReader {

    /** What a column can be. */
    private enum Column {
        STEP("step", "_step", "global_step", "iteration", "iter", "steps"),
        LOSS("loss", "lm loss", "lm_loss", "training_loss"),
        TOKENS("tokens", "consumed_tokens", "tokens_seen", "num_tokens", "total_tokens", "consumed_train_tokens"),
        LEARNING_RATE("lr", "learning_rate", "learning rate");

        private final ImmutableList<String> names;

        Column(String... names) {
            this.names = ImmutableList.copyOf(names);
        }

        static @Nullable Column of(String name) {
            String plain = name.strip().toLowerCase(Locale.ROOT).replaceFirst("^train(ing)?[/_ ]", "");
            for (Column column : values()) {
                if (column.names.contains(plain)
                        || column.names.contains(name.strip().toLowerCase(Locale.ROOT))) {
                    return column;
                }
            }
            return null;
        }
    }

    private final Path file;
    private final List<TrainingLog.Entry> entries = new ArrayList<>();
    private @Nullable Boolean json;
    /** Columns of a CSV file: its separator, and which is which. */
    private char separator;

    private final Map<Column, Integer> places = new EnumMap<>(Column.class);

    LogReader(Path file) {
        this.file = file;
    }

    TrainingLog read(RecordLimits limits) throws IOException {
        RecordLines.read(file, limits, this::line);
        if (entries.isEmpty()) {
            throw new RecordException(
                    file, 0, "nothing recorded", "at least one line of values", "a line of names", "Export it again.");
        }
        return new TrainingLog(String.valueOf(file.getFileName()), entries);
    }

    private void line(long number, String line) throws RecordException {
        if (json == null) {
            json = line.stripLeading().startsWith("{");
            if (!json) {
                header(number, line);
                return;
            }
        }
        if (json) {
            object(JsonLine.parse(file, number, line));
        } else {
            row(number, cells(number, line));
        }
    }

    private void header(long number, String line) throws RecordException {
        separator = line.indexOf('\t') >= 0 ? '\t' : line.indexOf(',') < 0 && line.indexOf(';') >= 0 ? ';' : ',';
        List<String> names = cells(number, line);
        for (int i = 0; i < names.size(); i++) {
            @Nullable Column column = Column.of(names.get(i));
            if (column != null && places.putIfAbsent(column, i) != null) {
                throw new RecordException(
                        file,
                        number,
                        "columns",
                        "one for the " + column.names.getFirst(),
                        "'" + names.get(places.get(column)) + "' and '" + names.get(i) + "'",
                        "Remove the one that is not the training's.");
            }
        }
        if (!places.containsKey(Column.STEP) || places.size() < 2) {
            throw new RecordException(
                    file,
                    number,
                    "columns",
                    "names of CSV columns with one of " + Column.STEP.names
                            + " and a loss, tokens or learning rate, or JSON Lines",
                    String.join(", ", names),
                    "Export it with these columns.");
        }
    }

    private void row(long number, List<String> cells) throws RecordException {
        Map<Column, OptionalDouble> values = new EnumMap<>(Column.class);
        for (Map.Entry<Column, Integer> place : places.entrySet()) {
            String cell = place.getValue() < cells.size()
                    ? cells.get(place.getValue()).strip()
                    : "";
            values.put(place.getKey(), cell.isEmpty() ? OptionalDouble.empty() : number(number, place.getKey(), cell));
        }
        add(number, values);
    }

    private OptionalDouble number(long line, Column column, String text) throws RecordException {
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            throw new RecordException(
                    file,
                    line,
                    "column '" + column.names.getFirst() + "'",
                    "a number or nothing",
                    "'" + text + "'",
                    "Numbers are written with a decimal point and without separators.");
        }
    }

    private void object(JsonLine line) throws RecordException {
        Map<Column, OptionalDouble> values = new EnumMap<>(Column.class);
        for (Map.Entry<String, JsonNode> field : line.object().properties()) {
            @Nullable Column column = Column.of(field.getKey());
            if (column == null || field.getValue().isNull()) {
                continue;
            }
            JsonNode value = field.getValue();
            if (!value.isNumber() && !value.isString()) {
                throw line.refused(field.getKey(), "a number", JsonLine.named(value));
            }
            OptionalDouble number = value.isNumber()
                    ? OptionalDouble.of(value.doubleValue())
                    : number(line.number(), column, value.stringValue());
            if (values.put(column, number) != null) {
                throw line.refused(field.getKey(), "one " + column.names.getFirst(), "a second one");
            }
        }
        add(line.number(), values);
    }

    private void add(long line, Map<Column, OptionalDouble> values) throws RecordException {
        OptionalDouble step = values.getOrDefault(Column.STEP, OptionalDouble.empty());
        if (step.isEmpty()) {
            throw new RecordException(
                    file, line, "column 'step'", "a number", "none", "Every line belongs to a training step.");
        }
        entries.add(new TrainingLog.Entry(
                line,
                step.getAsDouble(),
                values.getOrDefault(Column.LOSS, OptionalDouble.empty()),
                values.getOrDefault(Column.TOKENS, OptionalDouble.empty()),
                values.getOrDefault(Column.LEARNING_RATE, OptionalDouble.empty())));
    }

    /** Cells of a line; one in quotes may hold separators, and quotes twice. */
    private List<String> cells(long number, String line) throws RecordException {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (character == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (character == '"') {
                quoted = !quoted;
            } else if (character == separator && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(character);
            }
        }
        if (quoted) {
            throw new RecordException(
                    file, number, "quotes", "closed ones", "an open one", "Cells with line breaks are not read.");
        }
        cells.add(cell.toString());
        return cells;
    }
}
