package dev.provenance.lineage.evidence;

import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.NullModel;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.evidence.LayerMap.Entry;
import dev.provenance.lineage.evidence.LayerMatching.Cell;
import dev.provenance.lineage.statistics.JointPermutation;
import dev.provenance.lineage.statistics.LogProbability;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What the tests of a pair found, as findings. */
final class PairFindings {

    private final PairResults results;
    private final VerdictPolicy policy;
    private final boolean derived;

    PairFindings(PairResults results, VerdictPolicy policy, boolean derived) {
        this.results = results;
        this.policy = policy;
        this.derived = derived;
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.add(fixedPoints());
        findings.add(heads());
        findings.add(match(
                Measure.MATCH_BY_WEIGHTS,
                results.byWeights(),
                false,
                "the models' hidden sizes differ, or one has no MLP"));
        findings.add(match(
                Measure.MATCH_BY_EMBEDDINGS,
                results.byEmbeddings(),
                true,
                results.tokens().count() + " tokens are shared; at least 64 are needed, and an embedding in both"));
        heldOut().ifPresent(findings::add);
        findings.add(norms());
        findings.add(part("embedding", results.embeddingTest(), results.embedding()));
        findings.add(part("head", results.headTest(), results.head()));
        results.rowsByName().map(this::rowsByName).ifPresent(findings::add);
        findings.add(repetition());
        return findings;
    }

    private Outcome outcome(OptionalDouble log10P, boolean large) {
        if (log10P.isPresent() && log10P.getAsDouble() > policy.log10Significance()) {
            return Outcome.NOTHING_FOUND;
        }
        return large && derived ? Outcome.FOR : Outcome.UNDECIDED;
    }

    private Finding finding(
            Claim claim,
            Measure measure,
            double statistic,
            double effect,
            NullModel nullModel,
            double log10P,
            double coverage,
            boolean large,
            String reason) {
        OptionalDouble p = OptionalDouble.of(log10P);
        return new Finding(
                claim,
                results.suspect().component(),
                measure,
                statistic,
                effect,
                nullModel,
                p,
                coverage,
                outcome(p, large),
                Message.verbatim(reason));
    }

    private Finding notRun(Measure measure, String reason) {
        return Finding.notRun(
                Claim.WEIGHTS_RELATED,
                results.suspect().component(),
                measure,
                Message.verbatim("Not run: " + reason + "."));
    }

    private Finding fixedPoints() {
        List<FixedPointTest> tests = results.fixedPoints();
        if (tests.isEmpty()) {
            return notRun(
                    Measure.FIXED_POINTS, "no layer of the suspect has as many units of the same width as the base's");
        }
        long fixed = tests.stream().mapToLong(FixedPointTest::fixed).sum();
        long units = tests.stream().mapToLong(FixedPointTest::units).sum();
        double log10P = fixedPointLog10P();
        return finding(
                Claim.WEIGHTS_RELATED,
                Measure.FIXED_POINTS,
                (double) fixed,
                (double) fixed / units,
                NullModel.stated(Message.verbatim(
                        "exact bound 1/k! for k in a layer, any numbering of units being as good as another;"
                                + " layers combined by Fisher's method")),
                log10P,
                Coverage.ofUnits(
                        results, tests.stream().mapToInt(FixedPointTest::units).sum()),
                fixed >= policy.matchShare() * units,
                String.format(
                        Locale.ROOT,
                        "%d of %d hidden units are mutually nearest to the base's unit of the same number; unrelated"
                                + " layers have one on average (log10 p %.1f).",
                        fixed,
                        units,
                        log10P));
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
        Measure measure = Measure.HEAD_FIXED_POINTS;
        List<AttentionHeads> tests = results.heads();
        if (tests.isEmpty()) {
            return notRun(
                    measure, "no layer has value projections of one shape and a known size of heads in both models");
        }
        long fixed = tests.stream().mapToLong(AttentionHeads::fixed).sum();
        long units = tests.stream().mapToLong(AttentionHeads::units).sum();
        double log10P = LogProbability.fisher(
                tests.stream().mapToDouble(AttentionHeads::log10P).toArray());
        return finding(
                Claim.WEIGHTS_RELATED,
                measure,
                (double) fixed,
                (double) fixed / units,
                NullModel.stated(
                        Message.verbatim("exact bound gᵏ/k! for k in g heads; layers combined by Fisher's method")),
                log10P,
                Coverage.ofValues(results),
                fixed >= policy.matchShare() * units,
                String.format(
                        Locale.ROOT,
                        "%d of %d rows of the value projections are mutually nearest to the base's row of the same"
                                + " number; unrelated layers have one in each head on average (log10 p %.1f).",
                        fixed,
                        units,
                        log10P));
    }

    private Finding match(Measure measure, @Nullable LayerMatching matching, boolean byEmbeddings, String obstacle) {
        if (matching == null) {
            return notRun(measure, obstacle);
        }
        LayerMap map = byEmbeddings ? LayerMap.of(null, matching, policy) : LayerMap.of(matching, null, policy);
        if (map.layers().isEmpty()) {
            return notRun(measure, "no layer with an MLP in both models");
        }
        long agreed =
                map.layers().stream().mapToLong(entry -> entry.cell().agreed()).sum();
        long possible = map.layers().stream()
                .mapToLong(entry -> entry.cell().possible())
                .sum();
        double[] others = others(matching, map);
        NullModel rate = NullModel.of(
                Message.verbatim(String.format(
                        Locale.ROOT,
                        "share of units in layers of this pair that are not each other's match; p from a binomial of rate"
                                + " %.2f (first layers %.2f)",
                        policy.matchNullRate(),
                        policy.firstLayerNullRate())),
                others);
        return finding(
                Claim.WEIGHTS_RELATED,
                measure,
                (double) agreed,
                possible == 0 ? 0 : Math.min(1, (double) agreed / possible),
                rate,
                map.log10P(),
                Coverage.ofUnits(
                        results,
                        map.layers().stream()
                                .mapToInt(entry -> entry.cell().possible())
                                .sum()),
                !map.matched().isEmpty(),
                String.format(
                        Locale.ROOT,
                        "%s: %d of %d units agree in the best-matching layers, and %d of %d layers match one of the base"
                                + " (log10 p %.1f).",
                        byEmbeddings ? "By what they compute of shared tokens" : "By their weights",
                        agreed,
                        possible,
                        map.matched().size(),
                        map.layers().size(),
                        map.log10P()));
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
        LayerMatching matching = results.heldOut();
        if (matching == null) {
            return results.map().matched().stream().anyMatch(Entry::byEmbeddings)
                            && results.basis().isEmpty()
                    ? Optional.of(
                            notRun(
                                    Measure.HELD_OUT_MATCH,
                                    "the basis cannot be found: hidden sizes differ, or fewer tokens are shared than it has places"))
                    : Optional.empty();
        }
        LayerMap map = LayerMap.of(matching, null, policy);
        long agreed =
                map.layers().stream().mapToLong(entry -> entry.cell().agreed()).sum();
        long possible = map.layers().stream()
                .mapToLong(entry -> entry.cell().possible())
                .sum();
        return Optional.of(finding(
                Claim.WEIGHTS_RELATED,
                Measure.HELD_OUT_MATCH,
                (double) agreed,
                possible == 0 ? 0 : Math.min(1, (double) agreed / possible),
                NullModel.stated(
                        Message.verbatim("binomial of the policy's rate; MLPs had no part in finding the basis")),
                map.log10P(),
                Coverage.ofUnits(results, possible),
                !map.matched().isEmpty(),
                String.format(
                        Locale.ROOT,
                        "Held out: in the basis that the embeddings gave (%s), %d of %d units of the MLPs agree by their"
                                + " weights (log10 p %.1f).",
                        results.basis().orElseThrow().kind().name().toLowerCase(Locale.ROOT),
                        agreed,
                        possible,
                        map.log10P())));
    }

    private Finding rowsByName(RowAgreement rows) {
        Measure measure = Measure.ROWS_BY_NAME;
        if (rows.matrices() == 0) {
            return notRun(measure, "no matrix of 16 rows or more has one name and shape in both models");
        }
        boolean significant = rows.log10P() <= policy.log10Significance();
        return new Finding(
                Claim.WEIGHTS_RELATED,
                results.suspect().component(),
                measure,
                (double) rows.fixed(),
                rows.correlation(),
                NullModel.stated(
                        Message.verbatim("bound 1/k! for k in a matrix; matrices combined by Cauchy's method")),
                OptionalDouble.of(rows.log10P()),
                0,
                significant ? Outcome.UNDECIDED : Outcome.NOTHING_FOUND,
                Message.verbatim(String.format(
                        Locale.ROOT,
                        "No transformer that this version knows: of matrices of one name, %d of %d rows are mutually nearest"
                                + " to the row of the same number, centred cosine %.3f (median) (log10 p %.1f). Training"
                                + " and initial random numbers are not told apart here.",
                        rows.fixed(),
                        rows.rows(),
                        rows.correlation(),
                        rows.log10P())));
    }

    private Finding repetition() {
        Repetition found = results.repetition();
        Measure measure = Measure.REPETITION;
        if (found.layers() < 2 && found.experts() == 0) {
            return Finding.notRun(
                    Claim.REPEATS_ITSELF,
                    results.suspect().component(),
                    measure,
                    Message.verbatim("Not run: fewer than two layers with an MLP of one size, and no experts."));
        }
        boolean repeats = found.log10P() <= policy.log10Significance();
        return new Finding(
                Claim.REPEATS_ITSELF,
                results.suspect().component(),
                measure,
                found.repeatedLayers().size() + found.layersWithCopiedExperts(),
                Double.NaN,
                NullModel.stated(Message.verbatim("exact bound 1/k!, times the number of pairs")),
                OptionalDouble.of(found.log10P()),
                0,
                repeats ? Outcome.FOR : Outcome.NOTHING_FOUND,
                Message.verbatim(
                        repeats
                                ? "Within the suspect itself: "
                                        + (found.repeatedLayers().isEmpty()
                                                ? ""
                                                : "layers " + String.join(", ", found.repeatedLayers())
                                                        + " are copies; ")
                                        + found.layersWithCopiedExperts() + " of " + found.experts()
                                        + " layers with experts have copied ones."
                                : "No two layers or experts of the suspect are copies of each other."));
    }

    private Finding norms() {
        Measure measure = Measure.NORM_CORRELATION;
        if (results.norms().isEmpty()) {
            return notRun(
                    measure,
                    results.folded()
                            ? "the norm weights of one model are folded into its matrices"
                            : "no norm of the same width varies in both models");
        }
        JointPermutation test = results.norms().get().test();
        return permutation(
                Claim.WEIGHTS_RELATED, measure, test, test.correlation() >= policy.derivedNorms(), "norm weights");
    }

    private Finding permutation(Claim claim, Measure measure, JointPermutation test, boolean large, String what) {
        return finding(
                claim,
                measure,
                test.z(),
                test.correlation(),
                NullModel.exact(
                        Message.verbatim("the same after " + test.permutations()
                                + " permutations of the places, joint over vectors; standard deviation exact"),
                        test.permutations(),
                        0,
                        test.nullDeviation()),
                test.log10P(),
                0,
                large,
                String.format(
                        Locale.ROOT,
                        "%d pairs of vectors of %s correlate by %.3f on average; after permuting the places jointly %.3f is"
                                + " the standard deviation (log10 p %.1f).",
                        test.vectors(),
                        what,
                        test.correlation(),
                        test.nullDeviation(),
                        test.log10P()));
    }

    private Finding part(String name, Optional<JointPermutation> test, Optional<AlignedRows> rows) {
        Measure measure = name.equals("head") ? Measure.HEAD_CORRELATION : Measure.EMBEDDING_CORRELATION;
        if (test.isEmpty() || rows.isEmpty()) {
            return Finding.notRun(
                    Claim.PART_SHARED,
                    name,
                    measure,
                    Message.verbatim(
                            rows.isEmpty()
                                    ? "Not run: no shared token, or the models' widths differ."
                                    : "Not run: the basis was fitted to the embeddings."));
        }
        Finding found = permutation(
                Claim.PART_SHARED,
                measure,
                test.get(),
                rows.get().aligned().centredCosine() >= policy.partCorrelation(),
                "the " + name);
        return new Finding(
                found.claim(),
                name,
                found.measure(),
                found.statistic(),
                rows.get().aligned().centredCosine(),
                found.nullModel(),
                found.log10P(),
                Coverage.ofTokens(results, rows.get()),
                test.get().log10P() > policy.log10Significance()
                        ? Outcome.NOTHING_FOUND
                        : rows.get().aligned().centredCosine() >= policy.partCorrelation()
                                ? Outcome.FOR
                                : Outcome.UNDECIDED,
                Message.verbatim(found.reason()
                        + String.format(
                                Locale.ROOT,
                                " Centred cosine %.3f.",
                                rows.get().aligned().centredCosine())));
    }

    /** Claims of two symmetries: units, where dependent tests combine by Cauchy's method, and places. */
    double unitsLog10P() {
        List<Double> units = new ArrayList<>();
        if (!results.fixedPoints().isEmpty()) {
            units.add(fixedPointLog10P());
        }
        if (!results.map().layers().isEmpty()) {
            units.add(results.map().log10P());
        }
        return LogProbability.cauchy(
                units.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
