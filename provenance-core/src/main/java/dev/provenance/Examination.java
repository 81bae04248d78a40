package dev.provenance;

import dev.provenance.architecture.catalogue.ModelCatalogue;
import dev.provenance.behavior.BehaviorPolicy;
import dev.provenance.behavior.RecordedBehavior;
import dev.provenance.behavior.Recordings;
import dev.provenance.history.HistoryPolicy;
import dev.provenance.history.TrainingHistory;
import dev.provenance.history.compute.ComputePlausibility;
import dev.provenance.history.compute.ComputePolicy;
import dev.provenance.history.compute.DeclaredTraining;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.weights.Sampling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one examination. Each may be set once; a second value is refused with both values in the message. Not
 * thread-safe.
 */
public final class Examination {

    private static final int MOST_THREADS = 1024;

    private final Model suspect;
    private final List<Model> bases = new ArrayList<>();
    private final Set<Model> cameFirst = new LinkedHashSet<>();
    private @Nullable Integer parallelism;
    private @Nullable Sampling sampling;
    private boolean digests;
    private @Nullable ModelCatalogue catalogue;
    private @Nullable VerdictPolicy policy;
    private @Nullable Consumer<Progress> listener;
    private @Nullable RecordedBehavior behavior;
    private @Nullable ComputePlausibility compute;
    private @Nullable TrainingHistory history;
    private HistoryPolicy historyPolicy = HistoryPolicy.defaults();

    Examination(Model suspect) {
        this.suspect = Objects.requireNonNull(suspect, "suspect");
    }

    /**
     * Sets the models that may be the origin. Each is tested by itself, and serves as a control for the others: p-values are
     * corrected for their number, and the place of one model between others can tell which came first.
     *
     * @throws IllegalStateException if bases were set before
     * @throws IllegalArgumentException if there is none, or two have one name
     */
    public Examination against(Model... bases) {
        if (!this.bases.isEmpty()) {
            throw alreadySet("base", names(this.bases), names(List.of(bases)));
        }
        if (bases.length == 0) {
            throw new IllegalArgumentException("against: expected at least one base, actual none.");
        }
        if (Arrays.stream(bases).map(Model::name).distinct().count() < bases.length) {
            throw new IllegalArgumentException("against: expected bases of different names, actual "
                    + names(List.of(bases)) + ". Rename a folder.");
        }
        this.bases.addAll(List.of(bases));
        return this;
    }

    private static String names(List<Model> models) {
        return models.stream().map(Model::name).collect(Collectors.joining(", "));
    }

    /**
     * States, from other sources than the weights (dates of publication, say), that these bases are older than the suspect.
     * Weights alone often do not tell a parent from a sibling; without this they are then of common origin. Where the
     * weights do tell, this changes nothing.
     *
     * @param older among the bases
     * @throws IllegalStateException if it was stated before
     * @throws IllegalArgumentException if none is named; {@link #run()} refuses one that is no base
     */
    public Examination cameFirst(Model... older) {
        if (!cameFirst.isEmpty()) {
            throw alreadySet("cameFirst", names(List.copyOf(cameFirst)), names(List.of(older)));
        }
        if (older.length == 0) {
            throw new IllegalArgumentException("cameFirst: expected at least one base, actual none.");
        }
        cameFirst.addAll(List.of(older));
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
     * Sets the known models from which the report says how common a value of the architecture is; by default those that come
     * with the library.
     *
     * @throws IllegalStateException if it was set before
     */
    public Examination catalogue(ModelCatalogue catalogue) {
        Objects.requireNonNull(catalogue, "catalogue");
        if (this.catalogue != null) {
            throw alreadySet(
                    "catalogue",
                    "one of " + this.catalogue.models().size() + " models",
                    "one of " + catalogue.models().size());
        }
        this.catalogue = catalogue;
        return this;
    }

    /**
     * Adds what recorded outputs say: a claim of its own, on which the verdict does not rest. A recording is told from the
     * others by its name; that of a base has the base's name.
     *
     * @throws IllegalStateException if outputs were added before
     */
    public Examination withOutputs(Recordings recordings) {
        return withOutputs(recordings, BehaviorPolicy.defaults());
    }

    /** As {@link #withOutputs(Recordings)}, with other thresholds. */
    public Examination withOutputs(Recordings recordings, BehaviorPolicy thresholds) {
        Objects.requireNonNull(recordings, "recordings");
        if (behavior != null) {
            throw alreadySet(
                    "outputs",
                    "those of " + behavior.suspect(),
                    "those of " + recordings.suspect().name());
        }
        behavior = RecordedBehavior.of(recordings, thresholds);
        return this;
    }

    /**
     * Adds what checkpoints, and a log, show of the training that is said to have ended in the suspect: a claim of its own, on
     * which the verdict does not rest. They are read by {@link #run()}, to the extent of {@link #sampling}.
     *
     * @throws IllegalStateException if a history was added before
     */
    public Examination withHistory(TrainingHistory history) {
        return withHistory(history, HistoryPolicy.defaults());
    }

    /** As {@link #withHistory(TrainingHistory)}, with other thresholds. */
    public Examination withHistory(TrainingHistory history, HistoryPolicy thresholds) {
        Objects.requireNonNull(history, "history");
        if (this.history != null) {
            throw alreadySet(
                    "history",
                    "one of " + this.history.checkpoints().size() + " checkpoints",
                    "one of " + history.checkpoints().size());
        }
        this.history = history;
        historyPolicy = Objects.requireNonNull(thresholds, "thresholds");
        return this;
    }

    /**
     * Adds whether what is declared of the suspect's training can be, by its own architecture: a claim of its own, on which
     * the verdict does not rest.
     *
     * @throws IllegalStateException if a training was declared before
     */
    public Examination withDeclaredTraining(DeclaredTraining declared) {
        return withDeclaredTraining(declared, ComputePolicy.defaults());
    }

    /** As {@link #withDeclaredTraining(DeclaredTraining)}, with other assumptions. */
    public Examination withDeclaredTraining(DeclaredTraining declared, ComputePolicy assumptions) {
        Objects.requireNonNull(declared, "declared");
        if (compute != null) {
            throw alreadySet("declared training", compute.declared(), declared);
        }
        compute = ComputePlausibility.of(suspect.architecture(), declared, assumptions);
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
        if (bases.isEmpty()) {
            throw new IllegalStateException("No base is set: call against(base) before run().");
        }
        if (!bases.containsAll(cameFirst)) {
            throw new IllegalArgumentException("cameFirst: expected bases of this examination (" + names(bases)
                    + "), actual " + names(List.copyOf(cameFirst)) + ".");
        }
        return new ExaminationRun(
                        suspect,
                        bases,
                        cameFirst,
                        parallelism == null ? Runtime.getRuntime().availableProcessors() : parallelism,
                        sampling == null ? Sampling.everything() : sampling,
                        digests,
                        catalogue == null ? ModelCatalogue.shipped() : catalogue,
                        policy == null ? VerdictPolicy.defaults() : policy,
                        Optional.ofNullable(listener),
                        Optional.ofNullable(behavior),
                        Optional.ofNullable(compute),
                        Optional.ofNullable(history),
                        historyPolicy)
                .report();
    }
}
