package dev.provenance.report.internal.html;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Copies of records with some components replaced by name. */
public final class Changed {

    private Changed() {}

    /** A copy of a record; {@code changes} are names of components and their values in turn. */
    public static <R extends Record> R with(R original, Object... changes) {
        Map<Object, Object> values = new HashMap<>();
        for (int i = 0; i < changes.length; i += 2) {
            values.put(changes[i], changes[i + 1]);
        }
        RecordComponent[] components = original.getClass().getRecordComponents();
        try {
            Object[] arguments = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                String name = components[i].getName();
                arguments[i] = values.containsKey(name)
                        ? values.remove(name)
                        : components[i].getAccessor().invoke(original);
            }
            if (!values.isEmpty()) {
                throw new IllegalArgumentException(original.getClass() + " has no " + values.keySet());
            }
            @SuppressWarnings("unchecked")
            Class<R> type = (Class<R>) original.getClass();
            Constructor<R> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
