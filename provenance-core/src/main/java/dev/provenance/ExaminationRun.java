package dev.provenance;

import dev.provenance.architecture.ModelTensors;
import dev.provenance.architecture.catalogue.ModelCatalogue;
import dev.provenance.behavior.RecordedBehavior;
import dev.provenance.history.ExaminedHistory;
import dev.provenance.history.HistoryPolicy;
import dev.provenance.history.TrainingHistory;
import dev.provenance.history.compute.ComputePlausibility;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One examination with all its settings: tests of every base, then the direct measures and exhibits of the nearest one, then the
 * verdict.
 *
 * @param cameFirst bases that are older by the user's word
 * @param extent which part of every tensor the direct measures read
 * @param digests whether every tensor is digested
 */
record ExaminationRun(
        Model suspect,
        List<Model> bases,
        Set<Model> cameFirst,
        int threads,
        Sampling extent,
        boolean digests,
        ModelCatalogue catalogue,
        VerdictPolicy thresholds,
        Optional<Consumer<Progress>> listener,
        Optional<RecordedBehavior> behavior,
        Optional<ComputePlausibility> compute,
        Optional<TrainingHistory> history,
        HistoryPolicy historyPolicy) {

    ProvenanceReport report() throws IOException, InterruptedException {
        // Of one base it is known before what will be read; of several not until the nearest is known.
        @Nullable Direct planned = bases.size() == 1 ? direct(bases.getFirst()) : null;
        ProgressMeter meter = new ProgressMeter(listener.orElse(null), planned == null ? 0 : planned.bytesPlanned());
        Settings settings =
                new Settings(thresholds, extent.seed(), threads, planned == null ? () -> {} : () -> meter.report(0));
        List<BaseComparison> comparisons = LineageRun.of(bases, suspect, settings, cameFirst);
        int nearest = LineageRun.nearest(comparisons);
        Model origin = bases.get(nearest);
        Exhibits shown = LineageRun.exhibits(origin, suspect, settings);
        comparisons.set(nearest, comparisons.get(nearest).with(shown));
        Direct direct = planned == null ? direct(origin) : planned;
        ProgressMeter reading =
                planned == null ? new ProgressMeter(listener.orElse(null), direct.bytesPlanned()) : meter;
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
        Optional<ExaminedHistory> examined = examineHistory();
        List<ProvenanceReport.Pass> passes = new ArrayList<>(List.of(
                new ProvenanceReport.Pass(purpose(), pairBytes),
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
                ArchitectureClaim.of(catalogue, origin, suspect),
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
                behavior.map(recorded -> BesideWeights.explain(recorded, verdict)),
                examined,
                compute);
    }

    private Optional<ExaminedHistory> examineHistory() throws IOException, InterruptedException {
        if (history.isEmpty()) {
            return Optional.empty();
        }
        Map<String, ModelTensors> origins = new LinkedHashMap<>();
        bases.forEach(base -> origins.put(base.name(), base.tensors()));
        return Optional.of(
                ExaminedHistory.of(history.get(), suspect.tensors(), origins, historyPolicy, extent, threads));
    }

    /** The streamed passes over the suspect and one base. */
    private record Direct(TensorPairing pairing, StreamedComparison comparison, LayerSampling layers) {

        long bytesPlanned() {
            return comparison.bytesPlanned() + layers.bytesPlanned();
        }
    }

    private Direct direct(Model origin) {
        TensorPairing pairing = TensorPairing.byRole(origin.tensors(), suspect.tensors());
        return new Direct(pairing, comparison(origin, pairing), LayerSampling.of(origin.tensors(), suspect.tensors()));
    }

    /** A sample is digested always: there is little of it, and nothing else tells which bytes it was. */
    private StreamedComparison comparison(Model origin, TensorPairing pairing) {
        if (digests) {
            return StreamedComparison.digesting(origin.weights(), suspect.weights(), pairing.pairs());
        }
        return extent.isEverything()
                ? StreamedComparison.of(pairing.pairs(), extent)
                : StreamedComparison.digestingSample(pairing.pairs(), extent);
    }

    private Message purpose() {
        if (digests) {
            return Message.of("verdict.passDigests");
        }
        return Message.of(extent.isEverything() ? "verdict.passWhole" : "verdict.passSampled");
    }
}
