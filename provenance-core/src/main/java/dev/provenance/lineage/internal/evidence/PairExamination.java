package dev.provenance.lineage.internal.evidence;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.TensorKind;
import dev.provenance.internal.WorkerPool;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.MlpUnits;
import dev.provenance.lineage.internal.canonical.SharedTokens;
import dev.provenance.lineage.internal.evidence.LayerMap.Entry;
import dev.provenance.lineage.internal.statistics.JointPermutation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All tests on one component of a base and the suspect's, in order: layers are matched, the basis is found where layers match by what they
 * compute but not by their weights, what was found is held out on other tensors, and then the direct measures are taken
 * again on aligned rows. Memory is bounded by what one layer needs, for each thread.
 *
 * <p>At 16 layers, d = 2,048, h = 8,192 the match by weights is about half of the time; what each test costs stands there.
 */
public final class PairExamination {

    private static final int TOKENS = 1024;
    /** Pairs of layers up to which all are held against each other. */
    private static final int ALL_PAIRS = 64;
    /** Layers of the base that stand for all others. */
    private static final int OTHERS = 3;

    private final CanonicalModel base;
    private final CanonicalModel suspect;
    private final SharedTokens tokens;
    private final Settings settings;
    private final Stopwatch watch = new Stopwatch();

    private PairExamination(CanonicalModel base, CanonicalModel suspect, SharedTokens tokens, Settings settings) {
        this.base = base;
        this.suspect = suspect;
        this.tokens = tokens;
        this.settings = settings;
    }

    /**
     * Runs the tests.
     *
     * @param tokens which rows of the embeddings belong to the same token; {@link SharedTokens#none()} for a component that is
     *     no text model, of which the tests without tokens are run
     * @throws IOException if a file cannot be read, or changed since it was opened
     * @throws InterruptedException if this thread is interrupted; no worker is left then
     */
    public static PairEvidence run(CanonicalModel base, CanonicalModel suspect, SharedTokens tokens, Settings settings)
            throws IOException, InterruptedException {
        PairExamination examination = new PairExamination(base, suspect, tokens, settings);
        PairResults results = examination.results();
        return PairEvidence.of(results, settings.policy(), examination.watch.times());
    }

    private PairResults results() throws IOException, InterruptedException {
        Optional<Integer> baseWidth = width(base);
        Optional<Integer> suspectWidth = width(suspect);
        boolean testable = baseWidth.isPresent() && suspectWidth.isPresent();
        @Nullable
        LayerMatching byWeights = watch.time(
                        "match by weights",
                        () -> testable
                                ? matching(
                                        Probe.direct(
                                                baseWidth.orElseThrow(), suspectWidth.orElseThrow(), settings.seed()),
                                        (row, column) -> true)
                                : Optional.<LayerMatching>empty())
                .orElse(null);
        @Nullable
        LayerMatching byEmbeddings = watch.time(
                        "match by embeddings",
                        () -> testable
                                ? matching(Probe.ofEmbeddings(base, suspect, tokens), wanted(byWeights))
                                : Optional.<LayerMatching>empty())
                .orElse(null);
        LayerMap map = LayerMap.of(byWeights, byEmbeddings, settings.policy());
        boolean disguised = map.matched().stream().filter(Entry::byEmbeddings).count() * 2
                > map.matched().size();
        Optional<ResidualBasis> basis = disguised
                ? watch.time("alignment", () -> ResidualBasis.of(base, suspect, tokens, settings.policy()))
                : Optional.of(ResidualBasis.SAME);
        boolean suspectFolded = NormVectors.areConstant(suspect);
        boolean folded = NormVectors.areConstant(base) != suspectFolded
                || basis.map(found -> found.kind() == ResidualBasis.Kind.ROTATED)
                        .orElse(false);
        @Nullable
        LayerMatching heldOut = disguised && basis.isPresent()
                ? watch.time("held-out match", () -> heldOut(basis.get(), folded, map))
                : null;
        Alignment alignment = new Alignment(
                base, suspect, basis.orElse(ResidualBasis.SAME), folded, settings.policy(), settings.seed());
        List<AlignedRows> rows =
                basis.isPresent() ? watch.time("aligned measures", () -> alignedRows(alignment, map)) : List.of();
        Optional<AlignedRows> embedding = alignment.tokens(TensorKind.INPUT_EMBEDDING, tokens, TOKENS);
        Optional<AlignedRows> head = alignment.tokens(TensorKind.OUTPUT_HEAD, tokens, TOKENS);
        boolean inPlace =
                basis.map(found -> found.kind() == ResidualBasis.Kind.SAME).orElse(false);
        Optional<JointPermutation> embeddingTest = inPlace
                ? watch.time("embedding permutation", () -> embedding.flatMap(this::permuted))
                : Optional.empty();
        Optional<JointPermutation> headTest =
                inPlace ? watch.time("head permutation", () -> head.flatMap(this::permuted)) : Optional.empty();
        Optional<NormVectors.Result> norms = folded || basis.isEmpty()
                ? Optional.empty()
                : watch.time(
                        "norm permutation",
                        () -> NormVectors.agreement(base, suspect, map, basis.get(), settings.seed()));
        return new PairResults(
                base,
                suspect,
                tokens,
                byWeights,
                byEmbeddings,
                map,
                basis,
                heldOut,
                folded,
                suspectFolded,
                rows,
                embedding,
                head,
                norms,
                areTrained(basis, map, norms.isPresent()),
                ReusedUnits.are(suspect, map, rows, settings.policy()),
                embeddingTest,
                headTest,
                watch.time("fixed points", () -> fixedPoints(map)),
                watch.time("attention heads", () -> heads(map, basis.orElse(ResidualBasis.SAME), folded)),
                inPlace && !map.matched().isEmpty()
                        ? watch.time(
                                "rank of changes",
                                () -> Optional.of(
                                        AdapterRank.of(base, suspect, map, settings.policy(), settings.seed())))
                        : Optional.empty(),
                map.matched().isEmpty() ? 0 : watch.time("value grid", () -> gridBits(map)),
                map.matched().isEmpty()
                        ? watch.time("detection limit", () -> DetectionLimit.of(base, suspect, settings))
                        : Optional.empty(),
                suspect.isText() && map.layers().isEmpty()
                        ? watch.time("rows by name", () -> Optional.of(RowAgreement.of(base, suspect, settings.seed())))
                        : Optional.empty(),
                suspect.isText()
                        ? watch.time(
                                "repetition within the suspect",
                                () -> Repetition.of(suspect, settings.policy().log10Significance(), settings.seed()))
                        : Repetition.NONE);
    }

    /** Of a tower no sign but norms that vary in both is taken: none was measured on towers. */
    private boolean areTrained(Optional<ResidualBasis> basis, LayerMap map, boolean normsAgree)
            throws IOException, InterruptedException {
        if (basis.isEmpty() || map.matched().isEmpty() || !(normsAgree || suspect.isText())) {
            return false;
        }
        return watch.time("signs of training", () -> TrainingSigns.areInBoth(base, suspect, settings.policy()));
    }

    private static Optional<Integer> width(CanonicalModel model) throws IOException {
        for (int layer : model.layers()) {
            Optional<MlpUnits> units = model.units(layer);
            if (units.isPresent()) {
                return Optional.of(units.get().width());
            }
        }
        return Optional.empty();
    }

    private Optional<LayerMatching> matching(Optional<Probe> probe, LayerMatching.Pairs wanted)
            throws IOException, InterruptedException {
        return probe.isEmpty()
                ? Optional.empty()
                : Optional.of(LayerMatching.of(base, suspect, probe.get(), wanted, settings));
    }

    /**
     * Of many pairs of layers, where weights have told the origin of every layer: each layer against that, and against the
     * next {@value #OTHERS} layers for the null. Chosen before embeddings are looked at.
     */
    private LayerMatching.Pairs wanted(@Nullable LayerMatching byWeights) {
        LayerMap map = LayerMap.of(byWeights, null, settings.policy());
        int rows = base.layers().size();
        if (rows * suspect.layers().size() <= ALL_PAIRS
                || map.matched().size() < suspect.layers().size()) {
            return (row, column) -> true;
        }
        int[] origins = map.matched().stream()
                .mapToInt(entry -> base.layers().indexOf(entry.baseLayer()))
                .toArray();
        return (row, column) -> Math.floorMod(row - origins[column], rows) <= OTHERS;
    }

    /** Gate and up of the matched layers in the basis that embeddings gave: what R was not fitted to. */
    private LayerMatching heldOut(ResidualBasis basis, boolean folded, LayerMap map)
            throws IOException, InterruptedException {
        Probe probe = Probe.heldOut(basis, width(suspect).orElseThrow(), folded, settings.seed());
        boolean[][] wanted = new boolean[base.layers().size()][suspect.layers().size()];
        for (Entry entry : map.matched()) {
            wanted[base.layers().indexOf(entry.baseLayer())][suspect.layers().indexOf(entry.suspectLayer())] = true;
        }
        return LayerMatching.of(base, suspect, probe, (row, column) -> wanted[row][column], settings);
    }

    private List<AlignedRows> alignedRows(Alignment alignment, LayerMap map) throws IOException, InterruptedException {
        List<Entry> matched = map.matched();
        List<List<AlignedRows>> byLayer = eachLayer(
                matched.size(),
                task -> alignment.layer(matched.get(task)).stream()
                        .map(AlignedRows::thin)
                        .toList());
        return byLayer.stream().flatMap(List::stream).toList();
    }

    private interface LayerTask<T> {
        T run(int layer) throws IOException;
    }

    private <T> List<T> eachLayer(int count, LayerTask<T> work) throws IOException, InterruptedException {
        @SuppressWarnings("unchecked")
        @Nullable
        T[] results = (T[]) new Object[count];
        WorkerPool.run(
                count,
                settings.threads(),
                stopped -> task -> results[(int) task] = work.run((int) task),
                settings.onTick());
        return IntStream.range(0, count)
                .mapToObj(i -> Objects.requireNonNull(results[i]))
                .toList();
    }

    private Optional<JointPermutation> permuted(AlignedRows rows) {
        JointPermutation test = JointPermutation.of(
                rows.base().centreColumns(),
                rows.suspect().centreColumns(),
                JointPermutation.PERMUTATIONS,
                settings.seed());
        return test.isDefined() ? Optional.of(test) : Optional.empty();
    }

    private List<FixedPointTest> fixedPoints(LayerMap map) throws IOException, InterruptedException {
        return eachLayer(suspect.layers().size(), task -> {
                    int layer = suspect.layers().get(task);
                    Optional<Integer> partner = map.partner(layer);
                    return partner.isEmpty()
                            ? Optional.<FixedPointTest>empty()
                            : FixedPointTest.of(base, partner.get(), suspect, layer, settings.seed());
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private List<AttentionHeads> heads(LayerMap map, ResidualBasis basis, boolean folded)
            throws IOException, InterruptedException {
        OptionalInt size = base.headSize();
        if (size.isEmpty() || !size.equals(suspect.headSize())) {
            return List.of();
        }
        return eachLayer(suspect.layers().size(), task -> {
                    int layer = suspect.layers().get(task);
                    Optional<Integer> partner = map.partner(layer);
                    if (partner.isEmpty()) {
                        return Optional.<AttentionHeads>empty();
                    }
                    boolean matched = map.matched().stream().anyMatch(entry -> entry.suspectLayer() == layer);
                    return AttentionHeads.of(
                            new AttentionHeads.Layers(base, partner.get(), suspect, layer),
                            size.getAsInt(),
                            basis,
                            folded,
                            matched ? settings.policy().matchShare() : 0,
                            settings.seed());
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Bits of the grid on which the matrices of the first matched layer lie, if all do and the base's do not; else 0. */
    private int gridBits(LayerMap map) throws IOException {
        Entry first = map.matched().getFirst();
        List<LogicalTensor> ours = new ArrayList<>();
        List<LogicalTensor> theirs = new ArrayList<>();
        for (TensorKind kind : List.of(TensorKind.MLP_GATE, TensorKind.MLP_UP, TensorKind.ATTENTION_QUERY)) {
            base.find(first.baseLayer(), kind).ifPresent(ours::add);
            suspect.find(first.suspectLayer(), kind).ifPresent(theirs::add);
        }
        int bits = 0;
        for (LogicalTensor tensor : theirs) {
            ValueGrid grid = ValueGrid.of(tensor, settings.policy().offGrid());
            if (grid == null) {
                return 0;
            }
            bits = Math.max(bits, grid.bits());
        }
        for (LogicalTensor tensor : ours) {
            if (ValueGrid.of(tensor, settings.policy().offGrid()) != null) {
                return 0;
            }
        }
        return bits;
    }
}
