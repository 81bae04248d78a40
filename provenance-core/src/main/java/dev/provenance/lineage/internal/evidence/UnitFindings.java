package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.NullModel;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.evidence.LayerMap.Entry;
import dev.provenance.lineage.internal.evidence.LayerMatching.Cell;
import dev.provenance.lineage.internal.evidence.Weighing.Measured;
import dev.provenance.lineage.internal.statistics.LogProbability;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Findings of tests whose units are hidden units and heads. */
final class UnitFindings {

    private final PairResults results;
    private final VerdictPolicy policy;
    private final Weighing weighing;

    UnitFindings(Weighing weighing) {
        this.results = weighing.results();
        this.policy = weighing.policy();
        this.weighing = weighing;
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>(withoutTokens());
        findings.add(
                results.byEmbeddings() == null
                        ? weighing.notRun(
                                Measure.MATCH_BY_EMBEDDINGS,
                                "lineage.match-no-embeddings",
                                results.tokens().count())
                        : match(
                                Measure.MATCH_BY_EMBEDDINGS,
                                results.byEmbeddings(),
                                true,
                                "lineage.match-by-embeddings"));
        heldOut().ifPresent(findings::add);
        return findings;
    }

    /** Those that need no embedding of tokens. */
    List<Finding> withoutTokens() {
        return List.of(
                fixedPoints(),
                heads(),
                results.byWeights() == null
                        ? weighing.notRun(Measure.MATCH_BY_WEIGHTS, "lineage.match-no-weights")
                        : match(Measure.MATCH_BY_WEIGHTS, results.byWeights(), false, "lineage.match-by-weights"));
    }

    private Finding fixedPoints() {
        List<FixedPointTest> tests = results.fixedPoints();
        if (tests.isEmpty()) {
            return weighing.notRun(Measure.FIXED_POINTS, "lineage.fixed-points-not-run");
        }
        long fixed = tests.stream().mapToLong(FixedPointTest::fixed).sum();
        long units = tests.stream().mapToLong(FixedPointTest::units).sum();
        double log10P = fixedPointLog10P();
        return weighing.finding(
                Measure.FIXED_POINTS,
                new Measured(
                        (double) fixed,
                        (double) fixed / units,
                        log10P,
                        Coverage.ofUnits(results, units),
                        fixed >= policy.matchShare() * units),
                NullModel.stated(Message.of("lineage.fixed-points-null")),
                Message.of("lineage.fixed-points", fixed, units, log10P));
    }

    /** Of all layers; the layers that a match picked are counted as picked. */
    double fixedPointLog10P() {
        int picks = Math.max(1, results.map().baseLayers().size());
        return LogProbability.fisher(results.fixedPoints().stream()
                .mapToDouble(test -> test.suspectLayer() == test.baseLayer()
                        ? test.log10P()
                        : LogProbability.ofBest(test.log10P(), picks))
                .toArray());
    }

    private Finding heads() {
        List<AttentionHeads> tests = results.heads();
        if (tests.isEmpty()) {
            return weighing.notRun(Measure.HEAD_FIXED_POINTS, "lineage.heads-not-run");
        }
        long fixed = tests.stream().mapToLong(AttentionHeads::fixed).sum();
        long units = tests.stream().mapToLong(AttentionHeads::units).sum();
        int moved = tests.stream().mapToInt(AttentionHeads::moved).sum();
        int heads = tests.stream().mapToInt(AttentionHeads::heads).sum();
        double log10P = LogProbability.fisher(
                tests.stream().mapToDouble(AttentionHeads::log10P).toArray());
        return weighing.finding(
                Measure.HEAD_FIXED_POINTS,
                new Measured(
                        (double) fixed,
                        (double) fixed / units,
                        log10P,
                        Coverage.ofValues(results),
                        fixed >= policy.matchShare() * units),
                NullModel.stated(Message.of("lineage.heads-null")),
                moved == 0
                        ? Message.of("lineage.heads", fixed, units, log10P)
                        : Message.of("lineage.heads-moved", fixed, units, moved, heads, log10P));
    }

    private Finding match(Measure measure, LayerMatching matching, boolean byEmbeddings, String key) {
        LayerMap map = byEmbeddings ? LayerMap.of(null, matching, policy) : LayerMap.of(matching, null, policy);
        if (map.layers().isEmpty()) {
            return weighing.notRun(measure, "lineage.match-no-layer");
        }
        long agreed = agreed(map);
        long possible = possible(map);
        return weighing.finding(
                measure,
                measured(map),
                NullModel.of(
                        Message.of("lineage.match-null", policy.matchNullRate(), policy.firstLayerNullRate()),
                        others(matching, map)),
                Message.of(
                        key,
                        agreed,
                        possible,
                        map.matched().size(),
                        map.layers().size(),
                        map.log10P()));
    }

    private static long agreed(LayerMap map) {
        return map.layers().stream().mapToLong(entry -> entry.cell().agreed()).sum();
    }

    private static long possible(LayerMap map) {
        return map.layers().stream().mapToLong(entry -> entry.cell().possible()).sum();
    }

    private Measured measured(LayerMap map) {
        long agreed = agreed(map);
        long possible = possible(map);
        return new Measured(
                (double) agreed,
                possible == 0 ? 0 : Math.min(1, (double) agreed / possible),
                map.log10P(),
                Coverage.ofUnits(results, possible),
                !map.matched().isEmpty());
    }

    private static double[] others(LayerMatching matching, LayerMap map) {
        List<Double> shares = new ArrayList<>();
        for (int row = 0; row < matching.baseLayers().size(); row++) {
            for (int column = 0; column < matching.suspectLayers().size(); column++) {
                int base = matching.baseLayers().get(row);
                int suspect = matching.suspectLayers().get(column);
                boolean best = map.layers().stream()
                        .anyMatch(entry -> entry.baseLayer() == base && entry.suspectLayer() == suspect);
                Optional<Cell> cell = matching.cell(row, column);
                if (!best && cell.isPresent()) {
                    shares.add(cell.get().share());
                }
            }
        }
        return shares.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private Optional<Finding> heldOut() {
        @Nullable LayerMatching matching = results.heldOut();
        if (matching == null) {
            return results.map().matched().stream().anyMatch(Entry::byEmbeddings)
                            && results.basis().isEmpty()
                    ? Optional.of(weighing.notRun(Measure.HELD_OUT_MATCH, "lineage.held-out-not-run"))
                    : Optional.empty();
        }
        LayerMap map = LayerMap.of(matching, null, policy);
        return Optional.of(weighing.finding(
                Measure.HELD_OUT_MATCH,
                measured(map),
                NullModel.stated(Message.of("lineage.held-out-null")),
                Message.of(
                        "lineage.held-out",
                        kind(results.basis().orElseThrow()),
                        agreed(map),
                        possible(map),
                        map.log10P())));
    }

    private static Message kind(ResidualBasis basis) {
        return Message.of(
                switch (basis.kind()) {
                    case SAME -> "lineage.basis-same";
                    case PERMUTED -> "lineage.basis-permuted";
                    case ROTATED -> "lineage.basis-rotated";
                });
    }
}
