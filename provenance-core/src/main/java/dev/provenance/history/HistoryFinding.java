package dev.provenance.history;

import dev.provenance.message.Message;

/**
 * One thing that a history shows.
 *
 * @param kind what was looked at
 * @param verdict what follows
 * @param value what was measured; NaN where nothing was
 * @param reason a sentence for a reader
 */
public record HistoryFinding(Kind kind, Consistency verdict, double value, Message reason) {

    /** What is looked at. */
    public enum Kind {
        /** The order in which checkpoints are presented, by their steps. */
        STEP_ORDER,
        /** Whether the first checkpoint looks as drawn. */
        RANDOM_START,
        /** Whether each checkpoint is nearer to the end than the one before. */
        TOWARDS_END,
        /** Whether a checkpoint lies between its neighbours. */
        FOREIGN_CHECKPOINT,
        /** Whether each checkpoint follows from the one before. */
        CONTINUITY,
        /** Whether a checkpoint is near a base. */
        NEAR_BASE,
        /** Whether the last checkpoint is the published model. */
        PUBLISHED_MODEL,
        /** Steps and tokens of the log. */
        LOG_ORDER,
        /** Steps that the log lacks. */
        LOG_GAPS,
        /** The log's first loss against an even guess. */
        START_LOSS
    }

    /** What follows for the history as it is told. */
    public enum Consistency {
        /** As one run would leave it. */
        CONSISTENT,
        /** Odd, with harmless explanations. */
        QUESTIONABLE,
        /** Not what one run leaves. */
        CONTRADICTED,
        /** Could not be looked at. */
        NOT_TESTED
    }
}
