package dev.provenance.behavior;

import dev.provenance.behavior.RecordedOutput.Form;
import dev.provenance.records.JsonLine;
import dev.provenance.records.RecordException;
import dev.provenance.records.RecordLimits;
import dev.provenance.records.RecordLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the lines of one recording. */
final class RecordingReader {

    private final Path file;
    private final Map<String, RecordedOutput> outputs = new LinkedHashMap<>();
    private final Map<String, Long> lineOfId = new HashMap<>();

    RecordingReader(Path file) {
        this.file = file;
    }

    Recording read(String name, RecordLimits limits) throws IOException {
        RecordLines.read(file, limits, this::line);
        return new Recording(name, outputs);
    }

    private void line(long number, String text) throws RecordException {
        JsonLine line = JsonLine.parse(file, number, text);
        String id = id(line);
        @Nullable Long first = lineOfId.putIfAbsent(id, number);
        if (first != null) {
            throw line.refused("id", "another one on each line", "'" + id + "', which line " + first + " has");
        }
        Form form = form(line);
        outputs.put(
                id,
                new RecordedOutput(
                        line.text("prompt"), form, line.text(form == Form.TOKEN ? "token" : "text"), question(line)));
    }

    private static String id(JsonLine line) throws RecordException {
        JsonNode id = line.object().path("id");
        if (id.isIntegralNumber()) {
            return id.bigIntegerValue().toString();
        }
        if (!id.isString() || id.stringValue().isBlank()) {
            throw line.refused("id", "a string or whole number", id.isString() ? "a blank string" : JsonLine.named(id));
        }
        return id.stringValue();
    }

    private static Form form(JsonLine line) throws RecordException {
        boolean token = line.object().has("token");
        boolean text = line.object().has("text");
        if (token == text) {
            throw line.refused("token", "either it or 'text'", token ? "both" : "neither");
        }
        return token ? Form.TOKEN : Form.TEXT;
    }

    private static Optional<DatedQuestion> question(JsonLine line) throws RecordException {
        boolean dated = line.object().has("date");
        if (dated != line.object().has("expected")) {
            throw line.refused(dated ? "expected" : "date", "both 'date' and 'expected', or neither", "one of them");
        }
        return dated ? Optional.of(new DatedQuestion(date(line), expected(line))) : Optional.empty();
    }

    private static LocalDate date(JsonLine line) throws RecordException {
        String text = line.text("date");
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw line.refused("date", "a day as 2024-03-15", "'" + text + "'");
        }
    }

    private static List<String> expected(JsonLine line) throws RecordException {
        JsonNode value = line.object().path("expected");
        List<String> answers = new ArrayList<>();
        for (JsonNode answer : value.isArray() ? value : List.of(value)) {
            if (!answer.isString() || answer.stringValue().isBlank()) {
                throw line.refused("expected", "a string that is not blank, or a list of these", answer.toString());
            }
            answers.add(answer.stringValue());
        }
        if (answers.isEmpty()) {
            throw line.refused("expected", "at least one answer", "an empty list");
        }
        return answers;
    }
}
