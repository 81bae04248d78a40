package dev.provenance.behavior;

import dev.provenance.behavior.RecordedOutput.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The ids that models are compared on: those that all of them have, in one form. A prompt that stands under several ids is
 * counted once, since the second answer to it tells nothing new.
 *
 * @param ids in the order of the first recording
 * @param inOneOnly ids that some recording has and another lacks
 * @param repeated further ids of a prompt
 * @param formsDiffer ids of which one recording has the token and another the text
 */
record SharedPrompts(List<String> ids, int inOneOnly, int repeated, int formsDiffer) {

    static SharedPrompts of(List<Recording> recordings) {
        Set<String> everywhere = new HashSet<>();
        recordings.forEach(recording -> everywhere.addAll(recording.outputs().keySet()));
        List<String> ids = new ArrayList<>();
        Set<String> prompts = new HashSet<>();
        int common = 0;
        int repeated = 0;
        int formsDiffer = 0;
        for (Map.Entry<String, RecordedOutput> entry :
                recordings.getFirst().outputs().entrySet()) {
            String id = entry.getKey();
            if (!recordings.stream().allMatch(recording -> recording.outputs().containsKey(id))) {
                continue;
            }
            common++;
            Form form = entry.getValue().form();
            if (recordings.stream().anyMatch(recording -> output(recording, id).form() != form)) {
                formsDiffer++;
            } else if (prompts.add(entry.getValue().prompt())) {
                ids.add(id);
            } else {
                repeated++;
            }
        }
        return new SharedPrompts(ids, everywhere.size() - common, repeated, formsDiffer);
    }

    static RecordedOutput output(Recording recording, String id) {
        return Objects.requireNonNull(recording.outputs().get(id));
    }

    /** For each prompt, whether two models gave the same output. */
    boolean[] equal(Recording one, Recording other) {
        boolean[] equal = new boolean[ids.size()];
        for (int i = 0; i < equal.length; i++) {
            equal[i] = output(one, ids.get(i))
                    .output()
                    .equals(output(other, ids.get(i)).output());
        }
        return equal;
    }

    /** Mean share of the longer output that both begin with; two empty ones share all. */
    double commonBeginning(Recording one, Recording other) {
        return ids.stream()
                .mapToDouble(id -> commonBeginning(
                        output(one, id).output().codePoints().toArray(),
                        output(other, id).output().codePoints().toArray()))
                .average()
                .orElse(Double.NaN);
    }

    private static double commonBeginning(int[] one, int[] other) {
        int longer = Math.max(one.length, other.length);
        int mismatch = Arrays.mismatch(one, other);
        return mismatch < 0 ? 1 : (double) mismatch / longer;
    }
}
