package dev.provenance.behavior;

import dev.provenance.behavior.RecordedOutput.Form;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;

/** What is odd about recordings that can be compared all the same. */
final class RecordingAnomalies {

    private static final int SPACE_OF_BYTE_LEVEL = 'Ġ';
    private static final int SPACE_OF_SENTENCE_PIECE = '▁';

    private RecordingAnomalies() {}

    static List<Message> of(Recordings recordings) {
        List<Message> anomalies = new ArrayList<>();
        for (Recording base : recordings.bases()) {
            List<Recording> all = new ArrayList<>(List.of(recordings.suspect(), base));
            all.addAll(recordings.rivalsOf(base));
            SharedPrompts prompts = SharedPrompts.of(all);
            add(anomalies, "behavior.prompts-differ", base, prompts.inOneOnly());
            add(anomalies, "behavior.prompts-repeated", base, prompts.repeated());
            add(anomalies, "behavior.forms-differ", base, prompts.formsDiffer());
        }
        List<Recording> damaged = recordings.all().stream()
                .filter(recording -> damaged(recording) > 0)
                .toList();
        damaged.forEach(recording -> add(anomalies, "behavior.damaged-characters", recording, damaged(recording)));
        List<String> spellings = recordings.all().stream()
                .map(RecordingAnomalies::spelling)
                .distinct()
                .toList();
        if (spellings.size() > 1) {
            anomalies.add(Message.of(
                    "behavior.spellings",
                    recordings.all().stream()
                            .map(recording ->
                                    (Object) Message.of("behavior.spelling", recording.name(), spelling(recording)))
                            .toList()));
        }
        return anomalies;
    }

    private static void add(List<Message> anomalies, String key, Recording recording, long count) {
        if (count > 0) {
            anomalies.add(Message.of(key, recording.name(), count));
        }
    }

    /** Outputs with a replacement character or half a surrogate pair, which no tokenizer's whole text has. */
    private static long damaged(Recording recording) {
        return recording.outputs().values().stream()
                .filter(output -> output.form() == Form.TEXT)
                .filter(output -> output.output()
                        .codePoints()
                        .anyMatch(character -> character == 0xFFFD || (character >= 0xD800 && character <= 0xDFFF)))
                .count();
    }

    /** How its tokens write a space; a text's tokens are not seen. */
    private static String spelling(Recording recording) {
        for (RecordedOutput output : recording.outputs().values()) {
            if (output.form() == Form.TOKEN && !output.output().isEmpty()) {
                int first = output.output().codePointAt(0);
                if (first == SPACE_OF_BYTE_LEVEL || first == SPACE_OF_SENTENCE_PIECE) {
                    return Character.toString(first);
                }
            }
        }
        return "' '";
    }
}
