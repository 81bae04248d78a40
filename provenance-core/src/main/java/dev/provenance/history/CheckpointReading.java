package dev.provenance.history;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured of one checkpoint.
 *
 * @param name of its folder
 * @param step its step
 * @param toPrevious closeness of the checkpoint before to it; empty for the first
 * @param toLast closeness to the last
 * @param toBases closeness to each base, by name
 */
public record CheckpointReading(
        String name, long step, Optional<Closeness> toPrevious, Closeness toLast, Map<String, Closeness> toBases) {

    /** Copies the map, in its order. */
    public CheckpointReading {
        toBases = Collections.unmodifiableMap(new LinkedHashMap<>(toBases));
    }
}
