package dev.provenance.behavior;

import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sentences of an output. */
final class Sentences {

    /** What comes after it does not open an answer any more; keeps the time for hostile outputs short. */
    private static final int LONGEST = 20_000;

    private Sentences() {}

    /** Sentences of the first 20,000 characters, in composed characters, with straight quotes and single spaces. */
    static List<String> of(String output) {
        String text = Normalizer.normalize(
                        output.length() <= LONGEST ? output : output.substring(0, LONGEST), Normalizer.Form.NFKC)
                .replace('\u2019', '\'')
                .replace('\u2018', '\'');
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(text);
        List<String> sentences = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
            String sentence = text.substring(start, end).replaceAll("\\s+", " ").strip();
            if (!sentence.isEmpty()) {
                sentences.add(sentence);
            }
        }
        return sentences;
    }
}
