package dev.provenance;

import dev.provenance.architecture.match.ArchitectureMatch;
import dev.provenance.behavior.RecordedBehavior;
import dev.provenance.history.ExaminedHistory;
import dev.provenance.history.compute.ComputePlausibility;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.KindSummary;
import dev.provenance.lineage.LayerPicture;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.message.Message;
import dev.provenance.weights.LayerMatrix;
import dev.provenance.weights.NotCompared;
import dev.provenance.weights.Sampling;
import dev.provenance.weights.TensorComparison;
import dev.provenance.weights.digest.SampleDigests;
import dev.provenance.weights.digest.TensorDigests;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that one examination measured and concluded. Holds no files: it outlives the models.
 *
 * @param createdAt when the examination ended; besides the times of tests the only part that differs between two
 *     runs on the same input
 * @param libraryVersion version of this library
 * @param bases the models that the suspect was held against
 * @param suspect the model under examination
 * @param verdict the conclusion, about the base that the suspect is nearest to
 * @param architecture how the models are built: what is alike and what can be compared. No evidence of shared weights, and
 *     no part of the verdict
 * @param comparisons what was found about each base, in their order
 * @param findings what the verdict rests on, and exhibits that it does not rest on
 * @param kinds summary by kind of tensor, of the suspect and the verdict's base, as all that follows
 * @param tensors every pair of tensors that was compared, in the order of the base's files
 * @param notCompared every tensor of either model that was not, with the reason
 * @param sampling how much of each pair of tensors was to be read
 * @param digests what tells the tensors apart without their models, and which are equal; empty where not asked for
 * @param sampleDigests digests of the windows that were read, pair by pair in the order of {@code tensors}; empty where
 *     everything was to be read
 * @param tokenizer how the tokenizers relate, apart from the verdict
 * @param passes what was read
 * @param policy the thresholds in force
 * @param layers every layer of the verdict's base against every layer of the suspect, by kind of tensor, as stored; from
 *     samples
 * @param picture layers of the suspect and the verdict's base as points of a plane; empty where too little is known of them
 * @param behavior what recorded outputs say, apart from the verdict; empty where none were given
 * @param history what checkpoints and a log of the training show, apart from the verdict; empty where none were given
 * @param compute whether the declared training can be, apart from the verdict; empty where none was declared
 */
public record ProvenanceReport(
        Instant createdAt,
        String libraryVersion,
        List<ModelSummary> bases,
        ModelSummary suspect,
        Verdict verdict,
        ArchitectureMatch architecture,
        List<BaseComparison> comparisons,
        List<Finding> findings,
        List<KindSummary> kinds,
        List<TensorComparison> tensors,
        List<NotCompared> notCompared,
        Sampling sampling,
        Optional<TensorDigests> digests,
        Optional<SampleDigests> sampleDigests,
        TokenizerClaim tokenizer,
        List<Pass> passes,
        VerdictPolicy policy,
        List<LayerMatrix> layers,
        Optional<LayerPicture> picture,
        Optional<RecordedBehavior> behavior,
        Optional<ExaminedHistory> history,
        Optional<ComputePlausibility> compute) {

    /**
     * One pass over the weights.
     *
     * @param purpose what it was for
     * @param bytes bytes read, of both models
     */
    public record Pass(Message purpose, long bytes) {}

    public ProvenanceReport {
        bases = List.copyOf(bases);
        comparisons = List.copyOf(comparisons);
        findings = List.copyOf(findings);
        kinds = List.copyOf(kinds);
        tensors = List.copyOf(tensors);
        notCompared = List.copyOf(notCompared);
        passes = List.copyOf(passes);
        layers = List.copyOf(layers);
    }

    /** Every claim by itself, with what speaks for it and against it: weights first, then what is apart from them. */
    public List<ClaimAnswer> claims() {
        return Claims.of(this);
    }

    /** The verdict part by part, in the order of the files. */
    public List<ComponentVerdict> components() {
        return ComponentVerdicts.of(this);
    }

    /** What older tables of descent were made of, tokenizer first. Nothing rests on it. */
    public List<Circumstance> circumstances() {
        return Circumstances.of(this);
    }

    /** The base that the verdict is about. */
    public ModelSummary nearestBase() {
        return bases.stream()
                .filter(base -> base.name().equals(verdict.base()))
                .findFirst()
                .orElseThrow();
    }
}
