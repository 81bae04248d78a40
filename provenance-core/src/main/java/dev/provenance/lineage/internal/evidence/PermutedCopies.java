package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.MlpUnits;
import dev.provenance.lineage.internal.evidence.NullComparisons.Null;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.statistics.JointPermutation;
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
 * P-values of a model against itself, put in a random order of just what a test takes to be free: hidden units, values
 * within their heads, places of the residual stream. There the null holds by construction, whatever the weights are.
 */
public final class PermutedCopies {

    private static final String COPIES = ", permuted copies";
    private static final int TOKENS = 1024;
    /** Drawn apart from the permutations that a test draws by the same seed. */
    private static final long STREAM = 0x5EEDL << 32;

    private final CanonicalModel model;
    private final Settings settings;
    private final Random random;
    private final List<Null> nulls = new ArrayList<>();

    private PermutedCopies(CanonicalModel model, Settings settings) {
        this.model = model;
        this.settings = settings;
        this.random = new Random(settings.seed() ^ STREAM);
    }

    /** One comparison for each test and layer, in an order that the seed gives. */
    public static List<Null> of(CanonicalModel model, Settings settings) throws IOException {
        PermutedCopies copies = new PermutedCopies(model, settings);
        for (int layer : model.layers()) {
            Optional<MlpUnits> units = model.units(layer);
            if (units.isPresent()) {
                copies.units(units.get());
            }
            copies.heads(layer);
        }
        NormVectors.of(model).ifPresent(norms -> copies.places("norms by place", norms));
        copies.tokens("embedding by place", model.embedding());
        copies.tokens("head by place", model.head());
        return List.copyOf(copies.nulls);
    }

    private void units(MlpUnits units) throws IOException {
        Matrix weights = units.weights(CanonicalModel.evenly(units.count(), FixedPointTest.UNITS), false);
        add(
                "fixed points",
                LogProbability.ofFixedPoints(
                        FixedPointTest.fixedPoints(weights, weights.select(order(weights.rows())), settings.seed())));
        // Copied experts agree unit by unit until one of them is put in another order.
        if (units.parts() > 1 && units.part(0).count() == units.part(1).count()) {
            Matrix first = Repetition.image(units.part(0), null);
            Matrix second = Repetition.image(units.part(1), null);
            add(
                    "experts of a layer",
                    LogProbability.ofFixedPoints(
                            FixedPointTest.fixedPoints(first, second.select(order(second.rows())), settings.seed())));
        }
    }

    private void heads(int layer) throws IOException {
        Optional<LogicalTensor> values = model.find(layer, TensorKind.ATTENTION_VALUE);
        if (values.isEmpty() || model.headSize().isEmpty()) {
            return;
        }
        int size = model.headSize().getAsInt();
        int count = Math.toIntExact(values.get().rows());
        if (count % size != 0) {
            return;
        }
        Matrix rows = CanonicalModel.rows(values.get(), CanonicalModel.evenly(count, count));
        int[] order = new int[count];
        for (int head = 0; head < count; head += size) {
            int[] inHead = order(size);
            for (int i = 0; i < size; i++) {
                order[head + i] = head + inHead[i];
            }
        }
        int fixed = AttentionHeads.fixed(rows, rows.select(order), size, settings.seed());
        add("values in heads", LogProbability.ofFixedPoints(fixed, count / size));
    }

    private void tokens(String test, Optional<LogicalTensor> rows) throws IOException {
        if (rows.isPresent()) {
            int count = Math.toIntExact(rows.get().rows());
            places(
                    test,
                    CanonicalModel.rows(rows.get(), CanonicalModel.evenly(count, TOKENS))
                            .centreColumns());
        }
    }

    private void places(String test, Matrix vectors) {
        Matrix moved = vectors.transpose().select(order(vectors.columns())).transpose();
        JointPermutation permutation =
                JointPermutation.of(vectors, moved, JointPermutation.PERMUTATIONS, settings.seed());
        if (permutation.isDefined()) {
            add(test, permutation.log10P());
        }
    }

    private void add(String test, double log10P) {
        nulls.add(new Null(test + COPIES, log10P));
    }

    private int[] order(int count) {
        List<Integer> order = IntStream.range(0, count).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(order, random);
        return order.stream().mapToInt(Integer::intValue).toArray();
    }
}
