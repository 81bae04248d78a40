package dev.provenance.lineage.internal.exhibit;

import dev.provenance.lineage.Finding;
import dev.provenance.lineage.LayerPicture;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.SharedTokens;
import dev.provenance.lineage.internal.evidence.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What analyses by hand looked at, of one base and the suspect: each measure beside its null, none of them counted. From
 * samples of rows; memory does not grow with the models' size.
 *
 * @param findings shown and not counted, or why they could not be made
 * @param picture layers of both models as points; empty where too little is known of them
 * @param time that it took; differs between two runs
 */
public record Exhibits(List<Finding> findings, Optional<LayerPicture> picture, Duration time) {

    /** Copies the list. */
    public Exhibits {
        findings = List.copyOf(findings);
    }

    /**
     * Makes all exhibits.
     *
     * @param tokens which rows of the embeddings belong to the same token
     * @throws IOException if a file cannot be read, or changed since it was opened
     * @throws InterruptedException if this thread is interrupted; no worker is left then
     */
    public static Exhibits of(CanonicalModel base, CanonicalModel suspect, SharedTokens tokens, Settings settings)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        LayerStatistics ofBase = LayerStatistics.of(base, settings);
        LayerStatistics ofSuspect = LayerStatistics.of(suspect, settings);
        PrincipalLayers layers = PrincipalLayers.of(ofBase, ofSuspect, settings.seed());
        List<Finding> findings = new ArrayList<>();
        findings.add(layers.finding());
        findings.add(DeviationProfile.of(ofBase, ofSuspect));
        findings.add(RowNorms.of(ofBase, ofSuspect));
        findings.add(EqualElements.of(base, suspect));
        SharedEmbeddings embeddings = SharedEmbeddings.of(base, suspect, tokens, EmbeddingClusters.TOKENS);
        findings.add(EmbeddingGeometry.of(embeddings, settings.seed()));
        findings.add(EmbeddingClusters.of(embeddings, settings.seed()));
        findings.addAll(ExpertSets.of(base, suspect));
        return new Exhibits(findings, layers.picture(), Duration.ofNanos(System.nanoTime() - start));
    }
}
