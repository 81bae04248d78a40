package dev.provenance.history;

import java.nio.file.Path;

/**
 * One checkpoint of a run.
 *
 * @param name for a reader
 * @param step number of the training step after which it was saved
 * @param path a folder in Hugging Face layout, an index, or one safetensors file
 */
public record CheckpointFolder(String name, long step, Path path) {}
