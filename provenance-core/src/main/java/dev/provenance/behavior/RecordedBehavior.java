package dev.provenance.behavior;

import dev.provenance.message.Message;
import java.util.List;
import java.util.stream.Stream;

/**
 * What recorded outputs say about a suspect, its bases and controls. A claim of its own: no verdict on weights rests on it.
 *
 * @param suspect name of the suspect's recording
 * @param recordings what was read
 * @param comparisons one for each base
 * @param traits one for each recording, in the same order
 * @param anomalies what was odd about the recordings, though usable
 * @param sentences for a reader, the weightiest first
 * @param policy the thresholds in force
 */
public record RecordedBehavior(
        String suspect,
        List<Summary> recordings,
        List<BehaviorComparison> comparisons,
        List<BehaviorTraits> traits,
        List<Message> anomalies,
        List<Message> sentences,
        BehaviorPolicy policy) {

    /** What a recording is of. */
    public enum Side {
        SUSPECT,
        BASE,
        CONTROL
    }

    /**
     * One recording.
     *
     * @param name the model's
     * @param side what it was recorded for
     * @param tokens outputs of which the first token was recorded
     * @param texts outputs of which the whole text was
     */
    public record Summary(String name, Side side, long tokens, long texts) {}

    /** Copies the lists. */
    public RecordedBehavior {
        recordings = List.copyOf(recordings);
        comparisons = List.copyOf(comparisons);
        traits = List.copyOf(traits);
        anomalies = List.copyOf(anomalies);
        sentences = List.copyOf(sentences);
    }

    /** Compares recordings with the default thresholds. */
    public static RecordedBehavior of(Recordings recordings) {
        return of(recordings, BehaviorPolicy.defaults());
    }

    /** Compares recordings. */
    public static RecordedBehavior of(Recordings recordings, BehaviorPolicy policy) {
        List<BehaviorComparison> comparisons = new BehaviorTest(recordings, policy).run();
        List<BehaviorTraits> traits = recordings.all().stream()
                .map(recording -> BehaviorTraits.of(recording, policy))
                .toList();
        List<Summary> summaries = recordings.all().stream()
                .map(recording -> summary(recordings, recording))
                .toList();
        Stream<Message> tests =
                comparisons.stream().map(comparison -> comparison.finding().reason());
        return new RecordedBehavior(
                recordings.suspect().name(),
                summaries,
                comparisons,
                traits,
                RecordingAnomalies.of(recordings),
                Stream.concat(tests, new TraitSentences(recordings, traits).all().stream())
                        .toList(),
                policy);
    }

    private static Summary summary(Recordings recordings, Recording recording) {
        Side side = recording.name().equals(recordings.suspect().name())
                ? Side.SUSPECT
                : recordings.bases().stream().anyMatch(base -> base.name().equals(recording.name()))
                        ? Side.BASE
                        : Side.CONTROL;
        long tokens = recording.outputs().values().stream()
                .filter(output -> output.form() == RecordedOutput.Form.TOKEN)
                .count();
        return new Summary(recording.name(), side, tokens, recording.outputs().size() - tokens);
    }

    /** The same with a further sentence at the end. */
    public RecordedBehavior with(Message sentence) {
        return new RecordedBehavior(
                suspect,
                recordings,
                comparisons,
                traits,
                anomalies,
                Stream.concat(sentences.stream(), Stream.of(sentence)).toList(),
                policy);
    }
}
