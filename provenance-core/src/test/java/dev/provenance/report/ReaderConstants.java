package dev.provenance.report;

import dev.provenance.ProvenanceReport;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/** The types that a report is made of, by the components of its records. */
final class ReaderConstants {

    private ReaderConstants() {}

    /** Every enumeration that a report holds. */
    static Set<Class<?>> enums(Class<?>... roots) {
        Set<Class<?>> seen = new LinkedHashSet<>();
        Deque<Type> open = new ArrayDeque<>(Arrays.asList(roots));
        open.add(ProvenanceReport.class);
        while (!open.isEmpty()) {
            Type type = open.remove();
            if (type instanceof ParameterizedType parameterized) {
                open.addAll(Arrays.asList(parameterized.getActualTypeArguments()));
            } else if (type instanceof Class<?> known
                    && known.getName().startsWith("dev.provenance.")
                    && seen.add(known)
                    && known.isRecord()) {
                for (RecordComponent component : known.getRecordComponents()) {
                    open.add(component.getGenericType());
                }
            }
        }
        seen.removeIf(type -> !type.isEnum());
        return seen;
    }
}
