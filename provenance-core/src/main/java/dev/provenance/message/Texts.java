package dev.provenance.message;

import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/**
 * The resource bundles: one for each group of sentences, with patterns of {@link java.util.Formatter}. Constants of
 * enumerations have names of their own in the group {@code terms}, as {@code Type.CONSTANT}; those without one stand as in
 * the code.
 */
final class Texts {

    private static final String TERMS = "terms";

    private Texts() {}

    static String format(Message message, Locale language) {
        Object[] arguments = message.arguments().stream()
                .map(argument -> argument(argument, language))
                .toArray();
        // Numbers are the same in every language, see Message.
        return String.format(Locale.ROOT, pattern(message.key(), language), arguments);
    }

    static void requireKnown(String key) {
        try {
            pattern(key, Locale.ENGLISH);
        } catch (MissingResourceException e) {
            throw new IllegalArgumentException("Key of a message: expected one of a bundle, actual '" + key + "'.", e);
        }
    }

    private static String pattern(String key, Locale language) {
        int dot = key.indexOf('.');
        String group = dot < 0 ? key : key.substring(0, dot);
        return bundle(group, language).getString(key.substring(dot + 1));
    }

    /** English is the root bundle, so a default locale of another language cannot take its place. */
    private static ResourceBundle bundle(String group, Locale language) {
        boolean korean = language.getLanguage().equals(Locale.KOREAN.getLanguage());
        return ResourceBundle.getBundle("dev.provenance.message." + group, korean ? Locale.KOREAN : Locale.ROOT);
    }

    private static Object argument(Object argument, Locale language) {
        return switch (argument) {
            case Message message -> message.in(language);
            case Enum<?> constant -> term(constant, language);
            case List<?> list ->
                list.stream()
                        .map(element -> String.valueOf(argument(element, language)))
                        .collect(Collectors.joining(", "));
            default -> argument;
        };
    }

    private static String term(Enum<?> constant, Locale language) {
        ResourceBundle terms = bundle(TERMS, language);
        String key = constant.getDeclaringClass().getSimpleName() + "." + constant.name();
        return terms.containsKey(key) ? terms.getString(key) : constant.name();
    }
}
