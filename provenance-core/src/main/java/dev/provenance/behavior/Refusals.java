package dev.provenance.behavior;

import dev.provenance.behavior.RecordedOutput.Form;
import dev.provenance.internal.ResourceLines;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How often and in which words a model refuses.
 *
 * @param texts whole texts that were recorded
 * @param refusals those that refuse in one of their first three sentences
 * @param wordings the sentences in which they do, lower case, and how often
 */
public record Refusals(int texts, int refusals, Map<String, Integer> wordings) {

    private static final List<String> PHRASES = ResourceLines.of(Refusals.class, "refusal-phrases.txt");
    private static final int OPENING = 3;

    /** Copies the wordings. */
    public Refusals {
        wordings = Collections.unmodifiableMap(new TreeMap<>(wordings));
    }

    static Refusals of(Recording recording) {
        int texts = 0;
        int refusals = 0;
        Map<String, Integer> wordings = new TreeMap<>();
        for (RecordedOutput output : recording.outputs().values()) {
            if (output.form() == Form.TEXT) {
                texts++;
                Optional<String> wording = wording(output.output());
                if (wording.isPresent()) {
                    refusals++;
                    wordings.merge(wording.get(), 1, Integer::sum);
                }
            }
        }
        return new Refusals(texts, refusals, wordings);
    }

    /** The first sentence that refuses. */
    private static Optional<String> wording(String output) {
        return Sentences.of(output).stream()
                .limit(OPENING)
                .map(sentence -> sentence.toLowerCase(Locale.ROOT))
                .filter(sentence -> PHRASES.stream().anyMatch(sentence::contains))
                .findFirst();
    }

    /** Share of the texts that refuse; NaN where there are none. */
    public double rate() {
        return texts == 0 ? Double.NaN : (double) refusals / texts;
    }
}
