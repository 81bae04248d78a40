package dev.provenance.safetensors;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One safetensors file of an archive.
 *
 * @param path where it was opened, as given or as the index names it; links are not resolved
 * @param bytes size of the whole file
 * @param headerSha256 digest of the header with the 8 bytes of its length before it, in lower-case hexadecimal
 * @param metadata the header's {@code __metadata__} in the file's order, unmodifiable; empty if the header has none
 */
public record ArchiveFile(Path path, long bytes, String headerSha256, Map<String, String> metadata) {
    public ArchiveFile {
        // Not Map.copyOf: its order differs from run to run.
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
