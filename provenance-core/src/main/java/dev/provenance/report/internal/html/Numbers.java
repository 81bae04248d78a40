package dev.provenance.report.internal.html;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as text, alike in every language. */
final class Numbers {

    /** An undefined or missing value. */
    static final String NOTHING = "–";

    private Numbers() {}

    static String log10P(OptionalDouble log10P) {
        return log10P.isPresent() ? log10P(log10P.getAsDouble()) : NOTHING;
    }

    static String log10P(double log10P) {
        return Double.isNaN(log10P) ? NOTHING : unsigned(String.format(Locale.ROOT, "%.1f", log10P));
    }

    /** A share, from 0 to 1. */
    static String percent(double share) {
        return Double.isNaN(share) ? NOTHING : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Three digits after the point. */
    static String three(double number) {
        return Double.isNaN(number) ? NOTHING : unsigned(String.format(Locale.ROOT, "%.3f", number));
    }

    /** Nobody should have to wonder what a minus before zeros means. */
    private static String unsigned(String number) {
        return number.matches("-[0.]+") ? number.substring(1) : number;
    }
}
