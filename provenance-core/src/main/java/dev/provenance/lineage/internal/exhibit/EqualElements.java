package dev.provenance.lineage.internal.exhibit;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.NullModel;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.message.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How many elements are equal: as they are read, after both are rounded to BF16, and after both are rounded to three
 * decimals, as public scripts do. Of matrices of one kind and shape in layers of equal number. The null: the same
 * elements against those of another row of the same matrix, since small weights are often equal by chance; of two
 * independent normal numbers of deviation σ a share of {@code 0.001/(2σ√π)} is equal to three decimals.
 *
 * <p>Reads at most {@value #ROWS} rows of each of two matrices for seven kinds of at most {@value #LAYERS} layers.
 */
final class EqualElements {

    private static final int ROWS = 16;
    private static final int LAYERS = 16;
    private static final float THOUSAND = 1000;

    /** Shares of equal elements. */
    record Shares(double exact, double bf16, double decimals) {

        static Shares of(Matrix base, Matrix suspect) {
            long exact = 0;
            long bf16 = 0;
            long decimals = 0;
            for (int i = 0; i < base.rows(); i++) {
                float[] left = base.row(i);
                float[] right = suspect.row(i);
                for (int j = 0; j < left.length; j++) {
                    exact += left[j] == right[j] ? 1 : 0;
                    bf16 += bf16(left[j]) == bf16(right[j]) ? 1 : 0;
                    decimals += Math.rint(left[j] * THOUSAND) == Math.rint(right[j] * THOUSAND) ? 1 : 0;
                }
            }
            double elements = (double) base.rows() * base.columns();
            return new Shares(exact / elements, bf16 / elements, decimals / elements);
        }

        /** The nearest BF16, of two the even one. */
        private static float bf16(float value) {
            int bits = Float.floatToRawIntBits(value);
            return Float.isFinite(value)
                    ? Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000)
                    : value;
        }
    }

    private EqualElements() {}

    static Finding of(CanonicalModel base, CanonicalModel suspect) throws IOException {
        List<Shares> same = new ArrayList<>();
        List<Shares> other = new ArrayList<>();
        List<Integer> layers =
                base.layers().stream().filter(suspect.layers()::contains).toList();
        for (int at : CanonicalModel.evenly(layers.size(), LAYERS)) {
            for (TensorKind kind : LayerStatistics.KINDS) {
                Optional<LogicalTensor> left = base.find(layers.get(at), kind);
                Optional<LogicalTensor> right = suspect.find(layers.get(at), kind);
                if (left.isPresent()
                        && right.isPresent()
                        && left.get().columns() > 1
                        && left.get().rows() > 1
                        && left.get().shape().equals(right.get().shape())) {
                    int[] rows =
                            CanonicalModel.evenly(Math.toIntExact(left.get().rows()), ROWS);
                    Matrix ofBase = CanonicalModel.rows(left.get(), rows);
                    Matrix ofSuspect = CanonicalModel.rows(right.get(), rows);
                    same.add(Shares.of(ofBase, ofSuspect));
                    other.add(Shares.of(ofBase, ofSuspect.select(next(rows.length))));
                }
            }
        }
        if (same.isEmpty()) {
            return Exhibit.notRun(Measure.EQUAL_ELEMENTS, "exhibit.equal-not-run");
        }
        Shares found = mean(same);
        Shares chance = mean(other);
        return Exhibit.of(
                Measure.EQUAL_ELEMENTS,
                found.bf16(),
                NullModel.of(
                        Message.of("exhibit.equal-null"),
                        other.stream().mapToDouble(Shares::bf16).toArray()),
                Message.of(
                        "exhibit.equal",
                        100 * found.exact(),
                        100 * found.bf16(),
                        100 * found.decimals(),
                        100 * chance.exact(),
                        100 * chance.bf16(),
                        100 * chance.decimals()));
    }

    private static int[] next(int count) {
        int[] order = new int[count];
        Arrays.setAll(order, i -> (i + 1) % count);
        return order;
    }

    private static Shares mean(List<Shares> shares) {
        return new Shares(
                shares.stream().mapToDouble(Shares::exact).average().orElse(Double.NaN),
                shares.stream().mapToDouble(Shares::bf16).average().orElse(Double.NaN),
                shares.stream().mapToDouble(Shares::decimals).average().orElse(Double.NaN));
    }
}
