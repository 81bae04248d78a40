package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.TensorKind;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.MlpUnits;
import dev.provenance.lineage.internal.canonical.SharedTokens;
import dev.provenance.lineage.internal.evidence.LayerMap.Entry;
import dev.provenance.lineage.internal.matching.MutualNeighbours;
import dev.provenance.lineage.internal.matrix.Matrix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of both models side by side, once layers, units and the basis are known: what the direct measures are taken of again,
 * so that a disguised copy shows its true cosine.
 *
 * <p>Of every tensor at most {@value #ROWS} rows are read (and of o and down as many columns, which reads them whole); rows
 * of attention are held against all rows of the other model to find their order. At d = 2,048 a layer costs 10¹⁰
 * operations, at d = 16,384 10¹².
 *
 * @param basis how the residual streams lie to each other
 * @param folded whether norm weights are multiplied into the matrices behind them
 * @param policy the thresholds
 */
record Alignment(
        CanonicalModel base,
        CanonicalModel suspect,
        ResidualBasis basis,
        boolean folded,
        VerdictPolicy policy,
        long seed) {

    private static final int ROWS = 256;
    /** One in so many rows that is far less alike than the median makes a few heads worth looking for. */
    private static final int FEW = 16;

    /** A layer of the suspect, with the units that were matched. */
    List<AlignedRows> layer(Entry entry) throws IOException {
        List<AlignedRows> all = new ArrayList<>(units(entry));
        attention(entry).forEach(all::add);
        return all;
    }

    private List<AlignedRows> units(Entry entry) throws IOException {
        Optional<MlpUnits> ofBase = base.units(entry.baseLayer());
        Optional<MlpUnits> ofSuspect = suspect.units(entry.suspectLayer());
        int[] numbers = entry.cell().suspectUnits();
        int[] matched =
                IntStream.range(0, numbers.length).filter(i -> numbers[i] >= 0).toArray();
        if (ofBase.isEmpty()
                || ofSuspect.isEmpty()
                || matched.length == 0
                || ofBase.get().width() != ofSuspect.get().width()
                || ofBase.get().hasGate() != ofSuspect.get().hasGate()) {
            return List.of();
        }
        int[] left =
                Arrays.stream(matched).map(i -> entry.cell().baseUnits()[i]).toArray();
        int[] right = Arrays.stream(matched).map(i -> numbers[i]).toArray();
        boolean moved = entry.isReordered();
        MlpUnits a = ofBase.get();
        MlpUnits b = ofSuspect.get();
        boolean sameShape = a.count() == b.count();
        float @Nullable [] normA = base.norm(entry.baseLayer(), TensorKind.MLP_NORM);
        float @Nullable [] normB = suspect.norm(entry.suspectLayer(), TensorKind.MLP_NORM);
        List<AlignedRows> rows = new ArrayList<>();
        if (a.hasGate()) {
            rows.add(rows(
                    entry,
                    TensorKind.MLP_GATE,
                    right,
                    a.gate(left),
                    b.gate(right),
                    moved,
                    normA,
                    normB,
                    sameShape && moved ? b.gate(left) : null));
        }
        rows.add(rows(
                entry,
                TensorKind.MLP_UP,
                right,
                a.up(left),
                b.up(right),
                moved,
                normA,
                normB,
                sameShape && moved ? b.up(left) : null));
        rows.add(rows(
                entry,
                TensorKind.MLP_DOWN,
                right,
                a.down(left),
                b.down(right),
                moved,
                null,
                null,
                sameShape && moved ? b.down(left) : null));
        return rows;
    }

    /** @param inPlace the suspect's rows of the base's numbers; null where these are the same rows */
    private AlignedRows rows(
            Entry entry,
            TensorKind kind,
            int[] numbers,
            Matrix ofBase,
            Matrix ofSuspect,
            boolean moved,
            float @Nullable [] normOfBase,
            float @Nullable [] normOfSuspect,
            @Nullable Matrix inPlace) {
        Matrix left = basis.apply(fold(ofBase, normOfBase));
        Matrix right = fold(ofSuspect, normOfSuspect);
        Agreement raw = inPlace != null
                ? Agreement.of(ofBase, inPlace)
                : moved ? AlignedRows.NO_RAW : Agreement.of(ofBase, ofSuspect);
        return new AlignedRows(
                entry.suspectLayer(),
                kind,
                numbers,
                left,
                right,
                moved,
                raw,
                Agreement.of(left, right),
                Rounding.explains(left, right));
    }

    private Matrix fold(Matrix rows, float @Nullable [] norm) {
        return folded && norm != null ? rows.scaleColumns(norm) : rows;
    }

    private List<AlignedRows> attention(Entry entry) throws IOException {
        List<AlignedRows> rows = new ArrayList<>();
        float @Nullable [] normA = base.norm(entry.baseLayer(), TensorKind.ATTENTION_NORM);
        float @Nullable [] normB = suspect.norm(entry.suspectLayer(), TensorKind.ATTENTION_NORM);
        for (TensorKind kind : List.of(
                TensorKind.ATTENTION_QUERY,
                TensorKind.ATTENTION_KEY,
                TensorKind.ATTENTION_VALUE,
                TensorKind.ATTENTION_OUTPUT)) {
            Optional<LogicalTensor> ofBase = base.find(entry.baseLayer(), kind);
            Optional<LogicalTensor> ofSuspect = suspect.find(entry.suspectLayer(), kind);
            if (ofBase.isPresent()
                    && ofSuspect.isPresent()
                    && ofBase.get().shape().equals(ofSuspect.get().shape())) {
                boolean output = kind == TensorKind.ATTENTION_OUTPUT;
                rows.add(attention(
                        entry, kind, ofBase.get(), ofSuspect.get(), output ? null : normA, output ? null : normB));
            }
        }
        return rows;
    }

    private AlignedRows attention(
            Entry entry,
            TensorKind kind,
            LogicalTensor ofBase,
            LogicalTensor ofSuspect,
            float @Nullable [] normOfBase,
            float @Nullable [] normOfSuspect)
            throws IOException {
        boolean columns = kind == TensorKind.ATTENTION_OUTPUT;
        int count = Math.toIntExact(columns ? ofBase.columns() : ofBase.rows());
        int[] sample = CanonicalModel.evenly(count, ROWS);
        Matrix left = read(ofBase, sample, columns);
        Matrix inPlace = read(ofSuspect, sample, columns);
        int[] order = sample;
        boolean moved = false;
        Matrix right = inPlace;
        Matrix mapped = basis.apply(fold(left, normOfBase));
        Matrix held = fold(inPlace, normOfSuspect);
        if (Agreement.of(mapped, held).centredCosine() < policy.reordered() || someAreElsewhere(mapped, held)) {
            Matrix all = read(ofSuspect, CanonicalModel.evenly(count, count), columns);
            int[] partners = MutualNeighbours.of(mapped, fold(all, normOfSuspect), seed);
            int[] kept = IntStream.range(0, partners.length)
                    .filter(i -> partners[i] >= 0)
                    .toArray();
            if (kept.length >= policy.reordered() * sample.length
                    && isReordered(mapped, held, all, normOfSuspect, sample, partners)) {
                order = Arrays.stream(kept).map(i -> partners[i]).toArray();
                moved = true;
                left = left.select(kept);
                right = all.select(order);
                inPlace = inPlace.select(kept);
            }
        }
        return rows(entry, kind, order, left, right, moved, normOfBase, normOfSuspect, moved ? inPlace : null);
    }

    /**
     * Rows that are found where they stood are little alike, not reordered: all of them count then, not the nearest. Nor are
     * rows that are hardly alike where they are found: of strangers most have a mutual neighbour somewhere.
     */
    private boolean isReordered(
            Matrix mapped, Matrix held, Matrix all, float @Nullable [] normOfSuspect, int[] sample, int[] partners) {
        int[] kept = IntStream.range(0, partners.length)
                .filter(i -> partners[i] >= 0)
                .toArray();
        int[] order = Arrays.stream(kept).map(i -> partners[i]).toArray();
        Matrix base = mapped.select(kept);
        double after =
                Agreement.of(base, fold(all.select(order), normOfSuspect)).centredCosine();
        if (!(after >= policy.reordered())) {
            return false;
        }
        long elsewhere =
                Arrays.stream(kept).filter(i -> partners[i] != sample[i]).count();
        double before = Agreement.of(base, held.select(kept)).centredCosine();
        return elsewhere >= policy.elsewhere() * kept.length || (elsewhere > 0 && 2 * (1 - after) <= 1 - before);
    }

    /** Whether some rows are far less alike than most: a few heads may have changed places. */
    private boolean someAreElsewhere(Matrix base, Matrix suspect) {
        double[] cosines = IntStream.range(0, base.rows())
                .mapToDouble(i -> Agreement.of(base.slice(i, i + 1), suspect.slice(i, i + 1))
                        .cosine())
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return cosines.length > 0 && cosines[cosines.length / FEW] < policy.reordered() * cosines[cosines.length / 2];
    }

    private static Matrix read(LogicalTensor tensor, int[] numbers, boolean columns) throws IOException {
        return columns ? CanonicalModel.columns(tensor, numbers) : CanonicalModel.rows(tensor, numbers);
    }

    /** Rows of shared tokens of the embedding or the head; empty where one of them is missing or of another width. */
    Optional<AlignedRows> tokens(TensorKind kind, SharedTokens tokens, int most) throws IOException {
        boolean head = kind == TensorKind.OUTPUT_HEAD;
        Optional<LogicalTensor> ofBase = head ? base.head() : base.embedding();
        Optional<LogicalTensor> ofSuspect = head ? suspect.head() : suspect.embedding();
        if (ofBase.isEmpty()
                || ofSuspect.isEmpty()
                || ofBase.get().columns() != ofSuspect.get().columns()) {
            return Optional.empty();
        }
        SharedTokens shared = tokens.within(ofBase.get().rows(), ofSuspect.get().rows(), most);
        if (shared.count() == 0) {
            return Optional.empty();
        }
        Matrix left = CanonicalModel.rows(ofBase.get(), shared.base());
        Matrix right = CanonicalModel.rows(ofSuspect.get(), shared.suspect());
        Matrix mapped = basis.apply(head ? fold(left, base.finalNorm()) : left);
        Matrix folding = head ? fold(right, suspect.finalNorm()) : right;
        return Optional.of(new AlignedRows(
                -1,
                kind,
                shared.suspect(),
                mapped,
                folding,
                !Arrays.equals(shared.base(), shared.suspect()),
                Agreement.of(left, right),
                Agreement.of(mapped, folding),
                Rounding.explains(mapped, folding)));
    }
}
