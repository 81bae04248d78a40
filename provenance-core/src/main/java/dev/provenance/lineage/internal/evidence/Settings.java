package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.VerdictPolicy;

/**
 * How tests are run.
 *
 * @param policy the thresholds
 * @param seed of every random choice
 * @param threads worker threads, at least 1
 * @param onTick called on the calling thread every tenth of a second; may throw to end the run
 */
public record Settings(VerdictPolicy policy, long seed, int threads, Runnable onTick) {}
