package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.statistics.JointPermutation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The norm weights of the residual stream, layer by layer as mapped, and the final one, in the suspect's basis. Reads and holds
 * them all, {@code 2·L·d} numbers of each model; the test costs {@code 4·999·L·d} operations.
 */
final class NormVectors {

    private static final List<TensorKind> KINDS = List.of(
            TensorKind.ATTENTION_NORM, TensorKind.MLP_NORM, TensorKind.POST_ATTENTION_NORM, TensorKind.POST_MLP_NORM);

    /**
     * How norms agree.
     *
     * @param test of the correlation
     * @param agreement direct measures of all of them
     * @param rounded whether they are each other's, but for {@link Rounding}
     */
    record Result(JointPermutation test, Agreement agreement, boolean rounded) {}

    private NormVectors() {}

    /** Held against each other, of layers that match where any does; empty where no pair varies in both models. */
    static Optional<Result> agreement(
            CanonicalModel base, CanonicalModel suspect, LayerMap map, ResidualBasis basis, long seed)
            throws IOException {
        List<float[]> left = new ArrayList<>();
        List<float[]> right = new ArrayList<>();
        if (basis.kind() == ResidualBasis.Kind.ROTATED) {
            return Optional.empty();
        }
        for (int layer : suspect.layers()) {
            Optional<Integer> partner = map.matched().isEmpty() ? map.partner(layer) : map.origin(layer);
            if (partner.isPresent()) {
                for (TensorKind kind : KINDS) {
                    add(base.norm(partner.get(), kind), suspect.norm(layer, kind), left, right);
                }
            }
        }
        add(base.finalNorm(), suspect.finalNorm(), left, right);
        if (left.isEmpty()) {
            return Optional.empty();
        }
        Matrix mapped = basis.apply(Matrix.of(left.toArray(float[][]::new), left.getFirst().length));
        Matrix ofSuspect = Matrix.of(right.toArray(float[][]::new), right.getFirst().length);
        JointPermutation test = JointPermutation.of(mapped, ofSuspect, JointPermutation.PERMUTATIONS, seed);
        return test.isDefined()
                ? Optional.of(new Result(test, Agreement.of(mapped, ofSuspect), Rounding.explains(mapped, ofSuspect)))
                : Optional.empty();
    }

    /** All of one model's, layer by layer; empty where it has none. */
    static Optional<Matrix> of(CanonicalModel model) throws IOException {
        List<float[]> norms = new ArrayList<>();
        List<float[]> same = new ArrayList<>();
        for (int layer : model.layers()) {
            for (TensorKind kind : KINDS) {
                float[] norm = model.norm(layer, kind);
                add(norm, norm, norms, same);
            }
        }
        return norms.isEmpty()
                ? Optional.empty()
                : Optional.of(Matrix.of(norms.toArray(float[][]::new), norms.getFirst().length));
    }

    /** Vectors of one width alone: the first that is found. */
    private static void add(
            float @Nullable [] base, float @Nullable [] suspect, List<float[]> left, List<float[]> right) {
        if (base != null
                && suspect != null
                && base.length == suspect.length
                && (left.isEmpty() || left.getFirst().length == base.length)) {
            left.add(base);
            right.add(suspect);
        }
    }

    /**
     * Whether some norm of a model varies as by training: about its mean, by less than that, as numbers that were drawn around
     * zero do not. Zeros are padding.
     */
    static boolean showTraining(CanonicalModel model) throws IOException {
        float @Nullable [] last = model.finalNorm();
        return (last != null && showsTraining(last)) || ofLayers(model).stream().anyMatch(NormVectors::showsTraining);
    }

    private static boolean showsTraining(float[] values) {
        float[] live = new float[values.length];
        int count = 0;
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            if (value != 0) {
                live[count++] = value;
                sum += value;
                squares += (double) value * value;
            }
        }
        return count > 0 && varies(Arrays.copyOf(live, count)) && 2 * sum * sum > squares * count;
    }

    /** Whether every norm of a model's layers is constant: folded into what follows, or never trained. */
    static boolean areConstant(CanonicalModel model) throws IOException {
        List<float[]> norms = ofLayers(model);
        return !norms.isEmpty() && norms.stream().noneMatch(NormVectors::varies);
    }

    private static List<float[]> ofLayers(CanonicalModel model) throws IOException {
        List<float[]> norms = new ArrayList<>();
        for (int layer : model.layers()) {
            for (TensorKind kind : KINDS) {
                float[] norm = model.norm(layer, kind);
                if (norm != null) {
                    norms.add(norm);
                }
            }
        }
        return norms;
    }

    private static boolean varies(float[] values) {
        for (float value : values) {
            if (Math.abs(value - values[0]) > 1e-6 * Math.abs(values[0])) {
                return true;
            }
        }
        return false;
    }
}
