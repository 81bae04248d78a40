package dev.provenance.report;

import dev.provenance.message.Message;
import dev.provenance.report.internal.html.Changed;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values that a record holds, down to what is no record, list, set, map or optional. A place is the names of components
 * from the top, {@code suspect.files.name}: all elements of a list have one place.
 */
final class RecordGraph {

    /**
     * A value at its place.
     *
     * @param value what stands there
     * @param replace gives the top record with another value there
     */
    record Leaf(Object value, Replacement replace) {}

    /** Rebuilds the top record around a value. */
    interface Replacement {
        Record with(Object value);
    }

    /** Values of one place that are looked at: the first may be one that a form has no use for. */
    private static final int OF_A_PLACE = 24;

    private final Map<String, List<Leaf>> leaves = new LinkedHashMap<>();

    private RecordGraph() {}

    /** The first values of every place that has one. */
    static Map<String, List<Leaf>> leaves(Record top) {
        RecordGraph graph = new RecordGraph();
        graph.record("", top, value -> (Record) value);
        return graph.leaves;
    }

    private void record(String place, Record record, Replacement replace) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String name = component.getName();
            visit(
                    place.isEmpty() ? name : place + "." + name,
                    value(record, component),
                    value -> replace.with(Changed.with(record, name, value)));
        }
    }

    private static @Nullable Object value(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void visit(String place, @Nullable Object value, Replacement replace) {
        switch (value) {
            case null -> {}
            case Message message -> add(place, message, replace);
            case Record inner -> record(place, inner, replace);
            case Optional<?> optional ->
                optional.ifPresent(inner -> visit(place, inner, changed -> replace.with(Optional.of(changed))));
            case List<?> list -> list(place, list, replace);
            case Set<?> set ->
                visit(place, List.copyOf(set), changed -> replace.with(new LinkedHashSet<>((List<?>) changed)));
            case Map<?, ?> map -> map(place, map, replace);
            default -> add(place, value, replace);
        }
    }

    private void add(String place, Object value, Replacement replace) {
        List<Leaf> here = leaves.computeIfAbsent(place, any -> new ArrayList<>());
        if (here.size() < OF_A_PLACE) {
            here.add(new Leaf(value, replace));
        }
    }

    private void list(String place, List<?> list, Replacement replace) {
        for (int i = 0; i < list.size(); i++) {
            int at = i;
            visit(place, list.get(i), changed -> {
                List<Object> copy = new ArrayList<>(list);
                copy.set(at, changed);
                return replace.with(List.copyOf(copy));
            });
        }
    }

    private void map(String place, Map<?, ?> map, Replacement replace) {
        map.forEach((key, value) -> {
            visit(place + ".value", value, changed -> {
                Map<Object, Object> copy = new LinkedHashMap<>(map);
                copy.put(key, changed);
                return replace.with(copy);
            });
            visit(place + ".key", key, changed -> {
                Map<Object, Object> copy = new LinkedHashMap<>(map);
                copy.remove(key);
                copy.put(changed, Objects.requireNonNull(value));
                return replace.with(copy);
            });
        });
    }
}
