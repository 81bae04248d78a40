package dev.provenance.internal;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines of a table that ships with the library; lines that begin with # are for its readers. */
public final class ResourceLines {

    private ResourceLines() {}

    /** Lines of the table of a name that lies beside a class; neither blank nor a remark. */
    public static List<String> of(Class<?> beside, String name) {
        try {
            return Resources.readLines(Resources.getResource(beside, name), StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
