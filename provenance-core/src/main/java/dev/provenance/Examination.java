package dev.provenance;

import dev.provenance.architecture.ModelTensors;
import dev.provenance.architecture.catalogue.ModelCatalogue;
import dev.provenance.behavior.BehaviorPolicy;
import dev.provenance.behavior.RecordedBehavior;
import dev.provenance.behavior.Recordings;
import dev.provenance.history.ExaminedHistory;
import dev.provenance.history.HistoryPolicy;
import dev.provenance.history.TrainingHistory;
import dev.provenance.history.compute.ComputePlausibility;
import dev.provenance.history.compute.ComputePolicy;
import dev.provenance.history.compute.DeclaredTraining;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.KindSummary;
import dev.provenance.lineage.NormExhibit;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.evidence.Settings;
import dev.provenance.lineage.internal.exhibit.Exhibits;
import dev.provenance.message.Message;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
        int threads = parallelism == null ? Runtime.getRuntime().availableProcessors() : parallelism;
        VerdictPolicy thresholds = policy == null ? VerdictPolicy.defaults() : policy;
        Sampling extent = sampling == null ? Sampling.everything() : sampling;
        // Of one base it is known before what will be read; of several not until the nearest is known.
        @Nullable Direct planned = bases.size() == 1 ? direct(bases.getFirst(), extent) : null;
        ProgressMeter meter = new ProgressMeter(listener, planned == null ? 0 : planned.bytesPlanned());
        Settings settings =
                new Settings(thresholds, extent.seed(), threads, planned == null ? () -> {} : () -> meter.report(0));
        List<BaseComparison> comparisons = LineageRun.of(bases, suspect, settings, cameFirst);
        int nearest = LineageRun.nearest(comparisons);
        Model origin = bases.get(nearest);
        Exhibits shown = LineageRun.exhibits(origin, suspect, settings);
        comparisons.set(nearest, comparisons.get(nearest).with(shown));
        Direct direct = planned == null ? direct(origin, extent) : planned;
        ProgressMeter reading = planned == null ? new ProgressMeter(listener, direct.bytesPlanned()) : meter;
        List<TensorComparison> tensors = direct.comparison().run(threads, reading::report);
        long pairBytes = direct.comparison().bytesPlanned();
        List<LayerMatrix> matrices = direct.layers().run(threads, done -> reading.report(pairBytes + done));

        List<Finding> exhibits = NormExhibit.of(matrices).stream().toList();
        List<Finding> findings = new ArrayList<>(comparisons.get(nearest).findings());
        findings.addAll(exhibits);
        SignsOfTraining training = Judge.isAllEqual(tensors, direct.pairing().notCompared())
                ? SignsOfTraining.of(tensors, suspect.tensors(), thresholds)
                : SignsOfTraining.ofNorms(tensors);
        Verdict verdict = new Judge(
                        comparisons.get(nearest),
                        tensors,
                        direct.pairing().notCompared(),
                        exhibits,
                        new Coverage(tensors, suspect.parameters()),
                        training,
                        thresholds)
                .verdict();
        Optional<ExaminedHistory> examined = examineHistory(extent, threads);
        List<ProvenanceReport.Pass> passes = new ArrayList<>(List.of(
                new ProvenanceReport.Pass(purpose(extent), pairBytes),
                new ProvenanceReport.Pass(
                        Message.of("verdict.passLayers"), direct.layers().bytesPlanned())));
        if (training.bytesRead() > 0) {
            passes.add(new ProvenanceReport.Pass(Message.of("verdict.passTraining"), training.bytesRead()));
        }
        examined.ifPresent(
                read -> passes.add(new ProvenanceReport.Pass(Message.of("verdict.passCheckpoints"), read.bytesRead())));
        return new ProvenanceReport(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Provenance.version(),
                bases.stream().map(ModelSummary::of).toList(),
                ModelSummary.of(suspect),
                verdict,
                ArchitectureClaim.of(catalogue == null ? ModelCatalogue.shipped() : catalogue, origin, suspect),
                comparisons,
                findings,
                KindSummary.of(tensors, matrices),
                tensors,
                direct.pairing().notCompared(),
                extent,
                direct.comparison().digests(),
                direct.comparison().sampleDigests(),
                TokenizerClaim.of(origin, suspect),
                passes,
                thresholds,
                matrices,
                shown.picture(),
                Optional.ofNullable(behavior).map(recorded -> BesideWeights.explain(recorded, verdict)),
                examined,
                Optional.ofNullable(compute));
    }

    private Optional<ExaminedHistory> examineHistory(Sampling extent, int threads)
            throws IOException, InterruptedException {
        if (history == null) {
            return Optional.empty();
        }
        Map<String, ModelTensors> origins = new LinkedHashMap<>();
        bases.forEach(base -> origins.put(base.name(), base.tensors()));
        return Optional.of(ExaminedHistory.of(history, suspect.tensors(), origins, historyPolicy, extent, threads));
    }

    /** The streamed passes over the suspect and one base. */
    private record Direct(TensorPairing pairing, StreamedComparison comparison, LayerSampling layers) {

        long bytesPlanned() {
            return comparison.bytesPlanned() + layers.bytesPlanned();
        }
    }

    private Direct direct(Model origin, Sampling extent) {
        TensorPairing pairing = TensorPairing.byRole(origin.tensors(), suspect.tensors());
        return new Direct(
                pairing, comparison(origin, pairing, extent), LayerSampling.of(origin.tensors(), suspect.tensors()));
    }

    /** A sample is digested always: there is little of it, and nothing else tells which bytes it was. */
    private StreamedComparison comparison(Model origin, TensorPairing pairing, Sampling extent) {
        if (digests) {
            return StreamedComparison.digesting(origin.weights(), suspect.weights(), pairing.pairs());
        }
        return extent.isEverything()
                ? StreamedComparison.of(pairing.pairs(), extent)
                : StreamedComparison.digestingSample(pairing.pairs(), extent);
    }

    private Message purpose(Sampling extent) {
        if (digests) {
            return Message.of("verdict.passDigests");
        }
        return Message.of(extent.isEverything() ? "verdict.passWhole" : "verdict.passSampled");
    }
}
