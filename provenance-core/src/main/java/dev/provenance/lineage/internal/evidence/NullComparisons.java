package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.MlpUnits;
import dev.provenance.lineage.internal.canonical.SharedTokens;
import dev.provenance.lineage.internal.evidence.LayerMatching.Cell;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.statistics.LogProbability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * P-values of comparisons in which nothing is shared, to hold against the uniform distribution: what the tests say where
 * they should say nothing.
 */
public final class NullComparisons {

    /**
     * One null comparison.
     *
     * @param test which test, and of which kind of pair
     * @param log10P decimal logarithm of its p-value
     */
    public record Null(String test, double log10P) {}

    private NullComparisons() {}

    /** Every layer of one model against every layer of another that shares nothing with it. */
    public static List<Null> ofIndependent(
            CanonicalModel base, CanonicalModel suspect, SharedTokens tokens, Settings settings)
            throws IOException, InterruptedException {
        List<Null> nulls = new ArrayList<>();
        for (int baseLayer : base.layers()) {
            for (int suspectLayer : suspect.layers()) {
                FixedPointTest.of(base, baseLayer, suspect, suspectLayer, settings.seed())
                        .ifPresent(test -> nulls.add(new Null("fixed points, independent models", test.log10P())));
            }
        }
        Optional<MlpUnits> ofBase = first(base);
        Optional<MlpUnits> ofSuspect = first(suspect);
        if (ofBase.isPresent() && ofSuspect.isPresent()) {
            match(
                    base,
                    suspect,
                    Probe.direct(ofBase.get().width(), ofSuspect.get().width(), settings.seed()),
                    "match by weights",
                    settings,
                    nulls);
            match(base, suspect, Probe.ofEmbeddings(base, suspect, tokens), "match by embeddings", settings, nulls);
        }
        return nulls;
    }

    private static Optional<MlpUnits> first(CanonicalModel model) throws IOException {
        return model.layers().isEmpty()
                ? Optional.empty()
                : model.units(model.layers().getFirst());
    }

    private static void match(
            CanonicalModel base,
            CanonicalModel suspect,
            Optional<Probe> probe,
            String name,
            Settings settings,
            List<Null> nulls)
            throws IOException, InterruptedException {
        if (probe.isEmpty()) {
            return;
        }
        LayerMatching matching = LayerMatching.of(base, suspect, probe.get(), (row, column) -> row == column, settings);
        for (int i = 0; i < Math.min(base.layers().size(), suspect.layers().size()); i++) {
            Optional<Cell> cell = matching.cell(i, i);
            if (cell.isPresent()) {
                nulls.add(new Null(
                        name + (i == 0 ? ", first layers" : ", same layers"),
                        LayerMap.log10P(cell.get(), i == 0, settings.policy())));
            }
        }
    }

    /** Every layer of a model against itself with its units in a random order. */
    public static List<Null> ofPermuted(CanonicalModel model, Settings settings) throws IOException {
        List<Null> nulls = new ArrayList<>();
        Random random = new Random(settings.seed());
        for (int layer : model.layers()) {
            Optional<MlpUnits> units = model.units(layer);
            if (units.isPresent()) {
                int count = units.get().count();
                Matrix weights = units.get().weights(CanonicalModel.evenly(count, FixedPointTest.UNITS), false);
                List<Integer> order =
                        IntStream.range(0, weights.rows()).boxed().collect(Collectors.toCollection(ArrayList::new));
                Collections.shuffle(order, random);
                Matrix shuffled = weights.select(
                        order.stream().mapToInt(Integer::intValue).toArray());
                nulls.add(new Null(
                        "fixed points, copies with permuted units",
                        LogProbability.ofFixedPoints(FixedPointTest.fixedPoints(weights, shuffled, settings.seed()))));
            }
        }
        return nulls;
    }

    /** Layers of one model against its other layers. */
    public static List<Null> ofLayersApart(CanonicalModel model, Settings settings) throws IOException {
        List<Null> nulls = new ArrayList<>();
        for (int one : model.layers()) {
            for (int other : model.layers()) {
                if (one < other) {
                    FixedPointTest.of(model, one, model, other, settings.seed())
                            .ifPresent(test -> nulls.add(new Null("fixed points, layers apart", test.log10P())));
                }
            }
        }
        return nulls;
    }
}
