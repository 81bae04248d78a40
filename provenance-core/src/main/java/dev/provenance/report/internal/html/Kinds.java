package dev.provenance.report.internal.html;

import dev.provenance.architecture.TensorKind;
import java.util.Locale;

/** Kinds of tensor in words. */
final class Kinds {

    private Kinds() {}

    /** The constant, as words: technical names that are the same in every language. */
    static String name(TensorKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
