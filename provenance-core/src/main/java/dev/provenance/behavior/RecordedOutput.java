package dev.provenance.behavior;

import java.util.Optional;

/**
 * What a model answered to one prompt.
 *
 * @param prompt what it was given
 * @param form how much of its answer was recorded
 * @param output its answer; empty where it ended at once
 * @param question what is known of the prompt's right answer; empty where it is no dated question
 */
public record RecordedOutput(String prompt, Form form, String output, Optional<DatedQuestion> question) {

    /** How much was recorded. */
    public enum Form {
        /** The first generated token. */
        TOKEN,
        /** The whole text. */
        TEXT
    }
}
