package dev.provenance;

import dev.provenance.lineage.Finding;
import dev.provenance.lineage.KindSummary;
import dev.provenance.lineage.LayerEvidence;
import dev.provenance.lineage.NormExhibit;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.weights.LayerMatrix;
import dev.provenance.weights.LayerSampling;
import dev.provenance.weights.Sampling;
import dev.provenance.weights.StreamedComparison;
import dev.provenance.weights.TensorComparison;
import dev.provenance.weights.TensorPairing;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one examination. Each may be set once; a second value is refused with both values in the message. Not
 * thread-safe.
 */
public final class Examination {

    private static final int MOST_THREADS = 1024;

    private final Model suspect;
    private @Nullable Model base;
    private @Nullable Integer parallelism;
    private @Nullable Sampling sampling;
    private boolean digests;
    private @Nullable VerdictPolicy policy;
    private @Nullable Consumer<Progress> listener;

    Examination(Model suspect) {
        this.suspect = Objects.requireNonNull(suspect, "suspect");
    }

    /**
     * Sets the model that may be the origin. This version holds the suspect against one base.
     *
     * @throws IllegalStateException if a base was set before
     */
    public Examination against(Model base) {
        Objects.requireNonNull(base, "base");
        if (this.base != null) {
            throw alreadySet("base", this.base.name(), base.name());
        }
        this.base = base;
        return this;
    }

    /**
     * Sets the number of worker threads; by default as many as the machine has processors. The result does not depend
     * on it.
     *
     * @throws IllegalArgumentException if it is less than 1 or more than 1,024
     * @throws IllegalStateException if it was set before
     */
    public Examination parallelism(int threads) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "parallelism: expected 1 to " + MOST_THREADS + ", actual " + threads + ".");
        }
        if (parallelism != null) {
            throw alreadySet("parallelism", parallelism, threads);
        }
        parallelism = threads;
        return this;
    }

    /**
     * Sets how much of each pair of tensors is read; by default everything. From a sample no verdict says that models
     * are equal.
     *
     * @throws IllegalStateException if it was set before, or {@link #digests()} are asked for and this is not everything
     */
    public Examination sampling(Sampling sampling) {
        Objects.requireNonNull(sampling, "sampling");
        if (this.sampling != null) {
            throw alreadySet("sampling", this.sampling, sampling);
        }
        if (digests) {
            requireEverything(sampling);
        }
        this.sampling = sampling;
        return this;
    }

    /**
     * Asks for a digest of every tensor of both models: SHA-256 of its bytes, and a sketch of its direction. Made in the
     * same pass, from the same bytes, but at about a second per gigabyte and thread, and it reads every tensor whole, those
     * too that are compared with none.
     *
     * @throws IllegalStateException if they were asked for before, or a {@link #sampling} other than everything is set
     */
    public Examination digests() {
        if (digests) {
            throw alreadySet("digests", "asked for", "to ask again");
        }
        if (sampling != null) {
            requireEverything(sampling);
        }
        digests = true;
        return this;
    }

    private static void requireEverything(Sampling sampling) {
        if (!sampling.isEverything()) {
            throw new IllegalStateException("digests read everything, sampling (" + sampling + ") does not: set one.");
        }
    }

    /**
     * Replaces the thresholds of the verdict.
     *
     * @throws IllegalStateException if they were set before
     */
    public Examination policy(VerdictPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        if (this.policy != null) {
            throw alreadySet("policy", this.policy, policy);
        }
        this.policy = policy;
        return this;
    }

    /**
     * Sets a listener that is called on the thread of {@link #run()}, about ten times a second and at the end. An
     * exception that it throws ends the examination.
     *
     * @throws IllegalStateException if one was set before
     */
    public Examination onProgress(Consumer<Progress> listener) {
        Objects.requireNonNull(listener, "listener");
        if (this.listener != null) {
            throw alreadySet("progress listener", this.listener, listener);
        }
        this.listener = listener;
        return this;
    }

    private static IllegalStateException alreadySet(String setting, Object value, Object refused) {
        return new IllegalStateException(setting + " is already " + value + "; refused " + refused + ".");
    }

    /**
     * Compares the models and judges. Cancelled by interrupting the calling thread; no thread is left behind.
     *
     * @throws IllegalStateException if no base was set, or a model is closed
     * @throws IOException if a file cannot be read, or changed since it was opened
     * @throws InterruptedException if the calling thread was interrupted
     */
    public ProvenanceReport run() throws IOException, InterruptedException {
        Model origin = base;
        if (origin == null) {
            throw new IllegalStateException("No base is set: call against(base) before run().");
        }
        int threads = parallelism == null ? Runtime.getRuntime().availableProcessors() : parallelism;
        VerdictPolicy thresholds = policy == null ? VerdictPolicy.defaults() : policy;

        TensorPairing pairing = TensorPairing.byName(origin.weights(), suspect.weights());
        Sampling extent = sampling == null ? Sampling.everything() : sampling;
        StreamedComparison comparison = digests
                ? StreamedComparison.digesting(origin.weights(), suspect.weights(), pairing.pairs())
                : StreamedComparison.of(pairing.pairs(), extent);
        LayerSampling layers = LayerSampling.of(origin.weights(), suspect.weights());
        long pairBytes = comparison.bytesPlanned();
        ProgressMeter meter = new ProgressMeter(listener, pairBytes + layers.bytesPlanned());
        List<TensorComparison> tensors = comparison.run(threads, meter::report);
        List<LayerMatrix> matrices = layers.run(threads, done -> meter.report(pairBytes + done));

        Coverage coverage = Coverage.of(tensors, suspect.parameters());
        List<LayerEvidence> evidence =
                LayerEvidence.gather(matrices, component -> coverage.ofEvidence(component, matrices), thresholds);
        List<Finding> findings = new ArrayList<>();
        evidence.forEach(layer -> findings.add(layer.finding()));
        NormExhibit.of(matrices).ifPresent(findings::add);
        return new ProvenanceReport(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Provenance.version(),
                List.of(ModelSummary.of(origin)),
                ModelSummary.of(suspect),
                new Judge(thresholds, tensors, pairing.notCompared(), evidence, findings, coverage).verdict(),
                findings,
                KindSummary.of(tensors, matrices),
                tensors,
                pairing.notCompared(),
                extent,
                comparison.digests(),
                TokenizerClaim.of(origin, suspect),
                List.of(
                        new ProvenanceReport.Pass(purpose(extent), pairBytes),
                        new ProvenanceReport.Pass("layers against other layers, sampled", layers.bytesPlanned())),
                thresholds);
    }

    private String purpose(Sampling extent) {
        if (digests) {
            return "every pair of tensors, whole, and digests of every tensor";
        }
        return "every pair of tensors, " + (extent.isEverything() ? "whole" : "sampled");
    }
}
