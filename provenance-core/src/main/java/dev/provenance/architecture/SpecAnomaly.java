package dev.provenance.architecture;

/**
 * Something odd about a model's description that did not keep it from being read.
 *
 * @param field the configuration's field, with the parts it is nested in: {@code text_config.num_hidden_layers}
 * @param rule what it breaks
 * @param expected what the rule asks for
 * @param actual what was found instead, fit for printing
 * @param used what was taken for it
 */
public record SpecAnomaly(String field, Rule rule, String expected, String actual, String used) {

    /** What a description can break without being refused. */
    public enum Rule {
        MISSING("nothing is known"),
        WRONG_TYPE("value has the wrong type"),
        NUMBER_AS_TEXT("number is written as text"),
        OUT_OF_RANGE("value is out of range"),
        CONTRADICTION("fields contradict one another"),
        INDIVISIBLE("sizes do not divide"),
        UNLIKE_TENSORS("configuration contradicts the tensors");

        private final String text;

        Rule(String text) {
            this.text = text;
        }

        /** What is wrong, in a few words. */
        public String text() {
            return text;
        }
    }

    /** One line: field, rule, expected, actual, what was taken. */
    @Override
    public String toString() {
        return field + ": " + rule.text() + ": expected " + expected + ", actual " + actual + "; " + used;
    }
}
