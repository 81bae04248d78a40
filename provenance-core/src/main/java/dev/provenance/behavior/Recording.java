package dev.provenance.behavior;

import dev.provenance.records.RecordLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The outputs of one model.
 *
 * @param name the model's
 * @param outputs by the prompt's id, in the order of the file
 */
public record Recording(String name, Map<String, RecordedOutput> outputs) {

    private static final String ENDING = ".jsonl";

    /** Copies the outputs, in their order. */
    public Recording {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        if (name.isBlank() || outputs.isEmpty()) {
            throw new IllegalArgumentException("A recording: expected a name and at least one output, actual '" + name
                    + "' and " + outputs.size() + ".");
        }
    }

    /** As {@link #read(String, Path)}, named after the file. */
    public static Recording read(Path file) throws IOException {
        String fileName = String.valueOf(file.getFileName());
        return read(
                fileName.endsWith(ENDING) && fileName.length() > ENDING.length()
                        ? fileName.substring(0, fileName.length() - ENDING.length())
                        : fileName,
                file);
    }

    /**
     * Reads a recording: JSON Lines in UTF-8, one object for each prompt, with {@code id} (a string or whole number),
     * {@code prompt}, and either {@code token}, the first token that the model generated, or {@code text}, its whole
     * answer. A question whose right answer is known may have {@code date} (as 2024-03-15) and {@code expected} (a string
     * or several). Other fields are passed over.
     *
     * @throws dev.provenance.records.RecordException if a line breaks a rule; the message says which line and rule
     * @throws IOException if the file cannot be read
     */
    public static Recording read(String name, Path file) throws IOException {
        return read(name, file, RecordLimits.DEFAULTS);
    }

    /** As {@link #read(String, Path)}, with other limits. */
    public static Recording read(String name, Path file, RecordLimits limits) throws IOException {
        return new RecordingReader(file).read(name, limits);
    }
}
