package dev.provenance.safetensors;

import java.util.List;
import java.util.Map;

/** A header that passed every check: its tensors by offset, and where in the file the data section starts. */
record Header(Map<String, String> metadata, List<TensorEntry> tensors, long dataStart, String sha256) {}
