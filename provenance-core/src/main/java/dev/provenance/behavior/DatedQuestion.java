package dev.provenance.behavior;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * A question about something that happened at a known date.
 *
 * @param date when it happened
 * @param expected answers that are right; one of them has to be in the output
 */
public record DatedQuestion(LocalDate date, List<String> expected) {

    /** Copies the answers. */
    public DatedQuestion {
        expected = List.copyOf(expected);
        if (expected.isEmpty() || expected.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "A dated question: expected answers that are not blank, actual " + expected + ".");
        }
    }

    /** Whether an output holds one of the answers, in whatever case and composition of characters. */
    public boolean isAnsweredBy(String output) {
        String folded = folded(output);
        return expected.stream().anyMatch(answer -> folded.contains(folded(answer)));
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
