package dev.provenance.behavior;

import dev.provenance.safetensors.internal.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The recordings of one comparison. What one id means is the same in all of them.
 *
 * @param suspect of the model under examination
 * @param bases of the models that it may have been made from; each is a control for the others
 * @param controls of models that are known to have nothing to do with the suspect, or only as much as any
 */
public record Recordings(Recording suspect, List<Recording> bases, List<Recording> controls) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there is no base, two recordings have one name, or one id has two prompts or
     *     two right answers
     */
    public Recordings {
        bases = List.copyOf(bases);
        controls = List.copyOf(controls);
        if (bases.isEmpty()) {
            throw new IllegalArgumentException("Recordings: expected that of at least one base, actual none.");
        }
        Set<String> names = new HashSet<>();
        Map<String, Recording> first = new HashMap<>();
        for (Recording recording : all(suspect, bases, controls)) {
            if (!names.add(recording.name())) {
                throw new IllegalArgumentException("Recordings: expected different names, actual twice "
                        + Printable.plain(recording.name()) + ". Each model has one recording.");
            }
            recording.outputs().forEach((id, output) -> {
                @Nullable Recording other = first.putIfAbsent(id, recording);
                if (other != null) {
                    requireSame(id, other, recording);
                }
            });
        }
    }

    /** A suspect and one base. */
    public static Recordings of(Recording suspect, Recording base, Recording... controls) {
        return new Recordings(suspect, List.of(base), List.of(controls));
    }

    private static void requireSame(String id, Recording one, Recording other) {
        RecordedOutput expected = Objects.requireNonNull(one.outputs().get(id));
        RecordedOutput actual = Objects.requireNonNull(other.outputs().get(id));
        if (!expected.prompt().equals(actual.prompt())) {
            throw new IllegalArgumentException("Recordings: expected id " + Printable.quoted(id) + " with the prompt "
                    + Printable.quoted(expected.prompt()) + " of " + Printable.plain(one.name()) + ", actual "
                    + Printable.quoted(actual.prompt()) + " in " + Printable.plain(other.name())
                    + ". Record all models with the same prompts.");
        }
        if (!expected.question().equals(actual.question())) {
            throw new IllegalArgumentException("Recordings: expected id " + Printable.quoted(id)
                    + " with the date and right answers of " + Printable.plain(one.name()) + ", actual others in "
                    + Printable.plain(other.name()) + ". They belong to the question, not to the model.");
        }
    }

    /** All of them: the suspect's, the bases', the controls'. */
    public List<Recording> all() {
        return all(suspect, bases, controls);
    }

    private static List<Recording> all(Recording suspect, List<Recording> bases, List<Recording> controls) {
        return Stream.of(List.of(suspect), bases, controls)
                .flatMap(List::stream)
                .toList();
    }

    /** What a base is held against: the other bases and the controls. */
    List<Recording> rivalsOf(Recording base) {
        List<Recording> rivals = new ArrayList<>(bases);
        rivals.remove(base);
        rivals.addAll(controls);
        return rivals;
    }
}
