package dev.provenance.message;

import java.util.List;
import java.util.Locale;

/**
 * A sentence for a reader, kept apart from its language: English and Korean come with the library. Two messages are equal if
 * they say the same of the same values, in whatever language they are read.
 *
 * <p>Numbers read alike in every language (decimal point, comma between thousands): figures are quoted across borders.
 *
 * @param key which sentence, as {@code group.name}; the group names its resource bundle
 * @param arguments the values in it: strings (names from model files as they are, so whoever prints them escapes them),
 *     numbers, constants of enumerations, messages, and lists of these
 */
public record Message(String key, List<Object> arguments) {

    /**
     * Checks that the sentence exists.
     *
     * @throws IllegalArgumentException if the key is unknown or an argument of a kind that is not listed
     */
    public Message {
        arguments = List.copyOf(arguments);
        arguments.forEach(Message::requireKnown);
        Texts.requireKnown(key);
    }

    /** The sentence of this key about these values. */
    public static Message of(String key, Object... arguments) {
        return new Message(key, List.of(arguments));
    }

    /** Words that are the same in every language: a name from a file, a formula. */
    public static Message verbatim(String text) {
        return of("message.verbatim", text);
    }

    /** The sentence in this language; in English where the library does not know the language. */
    public String in(Locale language) {
        return Texts.format(this, language);
    }

    /** The sentence in English. */
    @Override
    public String toString() {
        return in(Locale.ENGLISH);
    }

    private static void requireKnown(Object argument) {
        switch (argument) {
            case List<?> list -> list.forEach(Message::requireKnown);
            case String ignored -> {}
            case Number ignored -> {}
            case Enum<?> ignored -> {}
            case Message ignored -> {}
            default ->
                throw new IllegalArgumentException(
                        "Argument of a message: expected a string, number, constant, message or"
                                + " list of these, actual "
                                + argument.getClass().getName() + ".");
        }
    }
}
