package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.Disguise;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.KindEffect;
import dev.provenance.lineage.MatchedUnits;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.statistics.LogProbability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the tests found about one base and the suspect.
 *
 * @param findings each against its null, or why it was not run
 * @param traits the signs from which a relation is named
 * @param effects direct measures before and after alignment
 * @param matched units that match, layer by layer
 * @param log10P that the models share weights by chance: units and places combined
 * @param samples a few aligned rows of every tensor, for a panel
 * @param times of each test; the only part that differs between two runs
 */
public record PairEvidence(
        List<Finding> findings,
        Traits traits,
        List<KindEffect> effects,
        List<MatchedUnits> matched,
        double log10P,
        AlignedSamples samples,
        Map<String, Duration> times) {

    /** Copies what can change. */
    public PairEvidence {
        findings = List.copyOf(findings);
        effects = List.copyOf(effects);
        matched = List.copyOf(matched);
        times = Collections.unmodifiableMap(new LinkedHashMap<>(times));
    }

    static PairEvidence of(PairResults results, VerdictPolicy policy, Map<String, Duration> times) {
        PairFindings scores = new PairFindings(results, policy, false);
        Traits traits = new TraitReading(results, policy).traits(scores.fixedPointLog10P());
        PairFindings findings =
                new PairFindings(results, policy, traits.isDerived(policy) || traits.sharesUnits(policy));
        List<AlignedRows> rows = new ArrayList<>(results.rows());
        results.embedding().ifPresent(rows::add);
        results.head().ifPresent(rows::add);
        return new PairEvidence(
                findings.all(),
                traits,
                KindEffects.of(rows),
                MatchCounts.of(results),
                combined(results, findings, traits, policy),
                AlignedSamples.of(results, traits.disguises().contains(Disguise.RESCALED)),
                times);
    }

    /** Units and places rest on different symmetries and combine by Fisher's method, where both speak of training. */
    private static double combined(PairResults results, PairFindings findings, Traits traits, VerdictPolicy policy) {
        double units = findings.unitsLog10P();
        double embedding = results.embeddingTest().map(test -> test.log10P()).orElse(0.0);
        double head = results.headTest().map(test -> test.log10P()).orElse(0.0);
        if (traits.isDerived(policy)) {
            return results.norms().isPresent()
                    ? LogProbability.fisher(units, results.norms().get().test().log10P())
                    : units;
        }
        return traits.sharesPart(policy) ? LogProbability.cauchy(embedding, head) : units;
    }
}
