package dev.provenance.architecture;

import dev.provenance.message.Message;

/**
 * Something odd about a model's description that did not keep it from being read.
 *
 * @param field the configuration's field, with the parts it is nested in: {@code text_config.num_hidden_layers}; where no
 *     single field is meant, what is
 * @param rule what it breaks
 * @param expected what the rule asks for
 * @param actual what was found instead, fit for printing
 * @param used what was taken for it
 */
public record SpecAnomaly(Message field, Rule rule, Message expected, Message actual, Message used) {

    /** What a description can break without being refused. */
    public enum Rule {
        /** Nothing is known. */
        MISSING,
        /** A value has the wrong type. */
        WRONG_TYPE,
        /** A number is written as text. */
        NUMBER_AS_TEXT,
        /** A value is out of range. */
        OUT_OF_RANGE,
        /** Fields contradict one another. */
        CONTRADICTION,
        /** Sizes do not divide. */
        INDIVISIBLE,
        /** The configuration contradicts the tensors. */
        UNLIKE_TENSORS
    }

    /** One line: field, rule, expected, actual, what was taken. */
    public Message message() {
        return Message.of("architecture.anomaly", field, rule, expected, actual, used);
    }

    /** The line in English. */
    @Override
    public String toString() {
        return message().toString();
    }
}
