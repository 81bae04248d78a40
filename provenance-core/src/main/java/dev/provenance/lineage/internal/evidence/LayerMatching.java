package dev.provenance.lineage.internal.evidence;

import dev.provenance.internal.WorkerPool;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.MlpUnits;
import dev.provenance.lineage.internal.canonical.MlpUnits.Side;
import dev.provenance.lineage.internal.matching.MutualNeighbours;
import dev.provenance.lineage.internal.matching.MutualNeighbours.Candidates;
import dev.provenance.lineage.internal.matrix.Matrix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The match test, every layer of the base against every layer of the suspect: a unit of the base is matched by its first
 * side (gate) and, independently, by its second (up) to the suspect's units, each by mutual nearest neighbours; where
 * nothing is shared the two agree by chance alone (φ_MATCH of Zhu, Ahmed, Kuditipudi, Liang, arXiv 2502.12292, §3, without
 * running the models). Works for any numbers of units, and does not look at their order.
 *
 * <p>A sample of the base's units, fixed before looking, stands for all of them; the suspect's are all there, so a permuted
 * copy is not lost. Costs for each pair of layers {@code 4·n·h·T} operations (n units of the sample, h of the suspect, T
 * columns of the probe), and {@code 4·h·d·T} for each layer of the suspect: at h = 8,192, d = 2,048, 16 layers about
 * 10¹² operations, half a minute on one core; at h = 30,000, d = 16,384 and 100 layers (64 units) about 2 · 10¹⁴, half an
 * hour on two. Memory for each thread: {@code 2·h·T} floats, 123 MB at h = 30,000.
 */
final class LayerMatching {

    /** Units of a layer that stand for it: many layers make up for few units. */
    private static final int UNITS = 256;

    private static final int FEWER_UNITS = 64;
    private static final int MANY_PAIRS = 400;
    /** Experts of the base that are held against an MLP one by one. */
    private static final int MOST_EXPERTS = 8;

    /**
     * One layer of the base against one of the suspect.
     *
     * @param baseUnits units of the base that were looked at
     * @param suspectUnits for each the unit of the suspect that both of its matches are; −1 where they differ
     * @param possible how many could agree, for the suspect's number of units
     * @param parts experts of the suspect that match as well as the best one, 1 where it has no experts
     * @param sizes of both layers
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Cell(int[] baseUnits, int[] suspectUnits, int possible, int parts, Sizes sizes) {

        int agreed() {
            return (int) Arrays.stream(suspectUnits).filter(unit -> unit >= 0).count();
        }

        /** Whether every unit of the base that was looked at has its match. */
        boolean allAgree() {
            return agreed() == baseUnits.length;
        }

        /** How many of those that agree have the same number in both. */
        int inPlace() {
            return (int) IntStream.range(0, baseUnits.length)
                    .filter(i -> suspectUnits[i] == baseUnits[i])
                    .count();
        }

        double share() {
            return possible == 0 ? 0 : Math.min(1, (double) agreed() / possible);
        }
    }

    /** Units and experts of a layer of the base and one of the suspect. */
    record Sizes(int baseUnits, int suspectUnits, int baseParts, int suspectParts) {}

    /** Which pairs of layers are wanted, by index. */
    interface Pairs {
        boolean has(int base, int suspect);
    }

    private final List<Integer> baseLayers;
    private final List<Integer> suspectLayers;
    private final @Nullable Cell[][] cells;

    private LayerMatching(List<Integer> baseLayers, List<Integer> suspectLayers) {
        this.baseLayers = baseLayers;
        this.suspectLayers = suspectLayers;
        cells = new Cell[baseLayers.size()][suspectLayers.size()];
    }

    /** The sampled units of a layer of the base, or of one of its experts, and what they answer. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Answers(int count, int[] units, Matrix first, Matrix second) {}

    /** A layer of the base: sampled over all its experts, and where it has several of each of the first ones too. */
    private record BaseLayer(int count, int parts, Answers together, List<Answers> experts) {}

    static LayerMatching of(CanonicalModel base, CanonicalModel suspect, Probe probe, Pairs wanted, Settings settings)
            throws IOException, InterruptedException {
        LayerMatching matching = new LayerMatching(base.layers(), suspect.layers());
        int pairs = base.layers().size() * suspect.layers().size();
        int sample = pairs > MANY_PAIRS ? FEWER_UNITS : UNITS;
        @Nullable BaseLayer[] ofBase = new BaseLayer[base.layers().size()];
        WorkerPool.run(
                ofBase.length,
                settings.threads(),
                stopped -> task ->
                        ofBase[(int) task] = answers(base.units(base.layers().get((int) task)), probe, sample),
                settings.onTick());
        WorkerPool.run(
                suspect.layers().size(),
                settings.threads(),
                stopped -> task -> {
                    Optional<MlpUnits> units = suspect.units(suspect.layers().get((int) task));
                    if (units.isPresent()) {
                        matching.compare(ofBase, units.get(), (int) task, probe, wanted, settings.seed());
                    }
                },
                settings.onTick());
        return matching;
    }

    private static @Nullable BaseLayer answers(Optional<MlpUnits> units, Probe probe, int most) throws IOException {
        if (units.isEmpty() || !fits(units.get(), probe.base())) {
            return null;
        }
        MlpUnits all = units.get();
        List<Answers> experts = new ArrayList<>();
        int first = 0;
        for (int part = 0; all.parts() > 1 && part < Math.min(MOST_EXPERTS, all.parts()); part++) {
            experts.add(answers(all.part(part), first, probe, most));
            first += all.part(part).count();
        }
        return new BaseLayer(all.count(), all.parts(), answers(all, 0, probe, most), experts);
    }

    /** @param start number of the first of the units in their layer */
    private static Answers answers(MlpUnits units, int start, Probe probe, int most) throws IOException {
        int[] sample = CanonicalModel.evenly(units.count(), most);
        return new Answers(
                units.count(),
                Arrays.stream(sample).map(unit -> unit + start).toArray(),
                units.image(Side.FIRST, probe.base(), probe.folded(), sample),
                units.image(Side.SECOND, probe.base(), probe.folded(), sample));
    }

    private static boolean fits(MlpUnits units, @Nullable Matrix probe) {
        return probe == null || probe.rows() == units.width();
    }

    private void compare(
            @Nullable BaseLayer[] ofBase, MlpUnits suspect, int column, Probe probe, Pairs wanted, long seed)
            throws IOException {
        if (!fits(suspect, probe.suspect())) {
            return;
        }
        int first = 0;
        List<Part> parts = new ArrayList<>();
        for (int part = 0; part < suspect.parts(); part++) {
            parts.add(Part.of(suspect.part(part), first, probe));
            first += parts.getLast().first().count();
        }
        boolean expertsOfBoth =
                parts.size() > 1 && Arrays.stream(ofBase).anyMatch(base -> base != null && base.parts() > 1);
        Part together = expertsOfBoth ? Part.of(suspect, 0, probe) : parts.getFirst();
        for (int row = 0; row < ofBase.length; row++) {
            BaseLayer base = ofBase[row];
            if (base != null
                    && wanted.has(row, column)
                    && base.together().first().columns()
                            == parts.getFirst().first().length()) {
                Sizes sizes = new Sizes(base.count(), suspect.count(), base.parts(), suspect.parts());
                cells[row][column] = cell(base, parts, together, sizes, seed);
            }
        }
    }

    /**
     * Experts of both models are matched as one set; experts of one against the MLP of the other each by itself, since
     * copies of one unit would share its matches.
     */
    private static Cell cell(BaseLayer base, List<Part> parts, Part together, Sizes sizes, long seed) {
        if (base.parts() == 1) {
            return best(parts.stream()
                    .map(part -> cell(base.together(), part, sizes, seed))
                    .toList());
        }
        if (parts.size() == 1) {
            Cell best = best(base.experts().stream()
                    .map(expert -> cell(expert, parts.getFirst(), sizes, seed))
                    .toList());
            return new Cell(best.baseUnits(), best.suspectUnits(), best.possible(), 1, sizes);
        }
        return cell(base.together(), together, sizes, seed);
    }

    /** Answers of the units of one expert of the suspect, the first of which has this number in the layer. */
    private record Part(int start, Candidates first, Candidates second) {

        static Part of(MlpUnits units, int start, Probe probe) throws IOException {
            return new Part(
                    start,
                    Candidates.of(units.image(Side.FIRST, probe.suspect(), probe.folded())),
                    Candidates.of(units.image(Side.SECOND, probe.suspect(), probe.folded())));
        }
    }

    private static Cell best(List<Cell> parts) {
        Cell best = parts.stream().max(Comparator.comparingDouble(Cell::share)).orElseThrow();
        int alike = (int)
                parts.stream().filter(part -> part.share() >= best.share() / 2).count();
        return new Cell(best.baseUnits(), best.suspectUnits(), best.possible(), alike, best.sizes());
    }

    private static Cell cell(Answers base, Part suspect, Sizes sizes, long seed) {
        int[] byFirst = MutualNeighbours.of(base.first(), suspect.first(), seed);
        int[] bySecond = MutualNeighbours.of(base.second(), suspect.second(), seed);
        int[] partners = new int[byFirst.length];
        for (int i = 0; i < partners.length; i++) {
            partners[i] = byFirst[i] >= 0 && byFirst[i] == bySecond[i] ? suspect.start() + byFirst[i] : -1;
        }
        double share = (double) suspect.first().count() / base.count();
        return new Cell(base.units(), partners, (int) Math.ceil(partners.length * Math.min(1, share)), 1, sizes);
    }

    List<Integer> baseLayers() {
        return baseLayers;
    }

    List<Integer> suspectLayers() {
        return suspectLayers;
    }

    /** By index of the layers, not number; empty where one of them has no MLP of a fitting width. */
    Optional<Cell> cell(int base, int suspect) {
        return Optional.ofNullable(cells[base][suspect]);
    }

    /** All cells of layers whose numbers differ. */
    List<Cell> offDiagonal() {
        List<Cell> others = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            for (int j = 0; j < suspectLayers.size(); j++) {
                Cell cell = cells[i][j];
                if (cell != null && !baseLayers.get(i).equals(suspectLayers.get(j))) {
                    others.add(cell);
                }
            }
        }
        return others;
    }
}
