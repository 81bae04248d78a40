package dev.provenance.safetensors;

import java.nio.file.Path;

/**
 * Something odd that did not stop an archive from opening.
 *
 * @param file the file it was seen in, or the file that was left out
 * @param rule what the file departs from
 * @param detail one line of text; what stems from the file is escaped and shortened
 */
public record Anomaly(Path file, Rule rule, String detail) {}
