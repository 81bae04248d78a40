package dev.provenance.behavior;

import dev.provenance.behavior.RecordedOutput.Form;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Whom a model says it is, and whose names it uses. A name says what the model was taught or has read, no more: data from
 * one vendor's models carry its name into any model trained on them.
 *
 * @param texts whole texts that were recorded
 * @param identifiesAs texts with a sentence in which the model says that it is, or was made by, a vendor's
 * @param mentions texts that name a vendor or its models anywhere
 */
public record Identity(int texts, Map<String, Integer> identifiesAs, Map<String, Integer> mentions) {

    private static final String I_AM = "\\b(?:i am|i'm|i was)\\b";
    private static final String MADE_BY = "(?:made|created|developed|trained|built|designed|released) by ";
    private static final String WORDS = "(?:[\\w'-]+ ){0,4}";
    private static final String MODEL = "\\b(?:model|assistant|ai|chatbot|bot)\\b,? ";

    /** What stands before the name where a model speaks of itself. */
    private static final Pattern ABOUT_ITSELF = Pattern.compile(
            "(?:\\b(?:i am|i'm|my name is|call me) (?:(?:a|an|the) )?"
                    + "|" + I_AM + ".*\\b" + MADE_BY + WORDS
                    + "|" + I_AM + ".*" + MODEL + "(?:named|called|from|by) " + WORDS
                    + "|\\bas an? " + WORDS + MODEL + "(?:" + MADE_BY + "|from |by )" + WORDS
                    + "|(?:저는|제 이름은|나는|我是|我叫|我的名字).*)$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    /** "I am not ChatGPT" says the contrary. */
    private static final Pattern DENIES =
            Pattern.compile("\\b(?:not|isn't|wasn't|never)\\b|아니|아닙|아닌|不是", Pattern.CASE_INSENSITIVE);

    /** Copies the counts, by vendor. */
    public Identity {
        identifiesAs = Collections.unmodifiableMap(new TreeMap<>(identifiesAs));
        mentions = Collections.unmodifiableMap(new TreeMap<>(mentions));
    }

    static Identity of(Recording recording) {
        int texts = 0;
        Map<String, Integer> identifies = new TreeMap<>();
        Map<String, Integer> mentions = new TreeMap<>();
        for (RecordedOutput output : recording.outputs().values()) {
            if (output.form() != Form.TEXT) {
                continue;
            }
            texts++;
            List<String> sentences = Sentences.of(output.output());
            for (Vendors.Vendor vendor : Vendors.ALL) {
                List<String> naming = sentences.stream()
                        .filter(sentence -> !vendor.before(sentence).isEmpty())
                        .toList();
                if (!naming.isEmpty()) {
                    mentions.merge(vendor.name(), 1, Integer::sum);
                }
                if (naming.stream().anyMatch(sentence -> isAboutItself(vendor, sentence))) {
                    identifies.merge(vendor.name(), 1, Integer::sum);
                }
            }
        }
        return new Identity(texts, identifies, mentions);
    }

    private static boolean isAboutItself(Vendors.Vendor vendor, String sentence) {
        return !DENIES.matcher(sentence).find()
                && vendor.before(sentence).stream()
                        .anyMatch(before -> ABOUT_ITSELF.matcher(before).find());
    }
}
