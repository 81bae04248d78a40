package dev.provenance.architecture;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines of a table that ships with the library; lines that begin with # are for its readers. */
final class ResourceLines {

    private ResourceLines() {}

    static List<String> of(String name) {
        try {
            return Resources.readLines(Resources.getResource(ResourceLines.class, name), StandardCharsets.UTF_8)
                    .stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
