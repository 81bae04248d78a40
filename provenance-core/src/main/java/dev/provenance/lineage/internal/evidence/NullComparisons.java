package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.Measure;
import dev.provenance.lineage.internal.canonical.CanonicalModel;
import dev.provenance.lineage.internal.canonical.MlpUnits;
import dev.provenance.lineage.internal.canonical.SharedTokens;
import dev.provenance.lineage.internal.evidence.LayerMatching.Cell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * P-values of comparisons in which nothing is shared, to hold against the uniform distribution: what the tests say where
 * they should say nothing. Tests that a pair of strangers does not reach (a held-out match without a disguise, rows by name
 * of transformers) are run all the same.
 */
public final class NullComparisons {

    private static final String INDEPENDENT = ", independent models";
    private static final String APART = ", layers apart";

    /**
     * One null comparison.
     *
     * @param test which test, and of which kind of pair
     * @param log10P decimal logarithm of its p-value
     */
    public record Null(String test, double log10P) {}

    private NullComparisons() {}

    /**
     * Every layer of one model against every layer of another that shares nothing with it, and the findings of the pair as a
     * report would show them, picks and combinations and all.
     */
    public static List<Null> ofIndependent(
            CanonicalModel base, CanonicalModel suspect, SharedTokens tokens, Settings settings)
            throws IOException, InterruptedException {
        List<Null> nulls = new ArrayList<>();
        for (int baseLayer : base.layers()) {
            for (int suspectLayer : suspect.layers()) {
                FixedPointTest.of(base, baseLayer, suspect, suspectLayer, settings.seed())
                        .ifPresent(test -> nulls.add(new Null("fixed points" + INDEPENDENT, test.log10P())));
                heads(new AttentionHeads.Layers(base, baseLayer, suspect, suspectLayer), INDEPENDENT, settings, nulls);
            }
        }
        Optional<MlpUnits> ofBase = first(base);
        Optional<MlpUnits> ofSuspect = first(suspect);
        Optional<ResidualBasis> basis = ResidualBasis.of(base, suspect, tokens, settings.policy());
        if (ofBase.isPresent() && ofSuspect.isPresent()) {
            int width = ofSuspect.get().width();
            match(
                    base,
                    suspect,
                    Probe.direct(ofBase.get().width(), width, settings.seed()),
                    "match by weights",
                    settings,
                    nulls);
            match(base, suspect, Probe.ofEmbeddings(base, suspect, tokens), "match by embeddings", settings, nulls);
            match(
                    base,
                    suspect,
                    basis.map(found -> Probe.heldOut(found, width, true, settings.seed())),
                    "held-out match",
                    settings,
                    nulls);
        }
        RowAgreement rows = RowAgreement.of(base, suspect, settings.seed());
        if (rows.matrices() > 0) {
            nulls.add(new Null("rows by name" + INDEPENDENT, rows.log10P()));
        }
        PairEvidence pair = PairExamination.run(base, suspect, tokens, settings);
        nulls.add(new Null("a pair: all together", pair.log10P()));
        pair.findings().stream()
                .filter(finding -> finding.log10P().isPresent() && finding.measure() != Measure.REPETITION)
                .forEach(finding -> nulls.add(new Null(
                        "a pair: "
                                + finding.measure()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' '),
                        finding.log10P().getAsDouble())));
        return nulls;
    }

    private static Optional<MlpUnits> first(CanonicalModel model) throws IOException {
        return model.layers().isEmpty()
                ? Optional.empty()
                : model.units(model.layers().getFirst());
    }

    /** As they stand, and with heads assigned by their keys as in layers that are one by their MLPs. */
    private static void heads(AttentionHeads.Layers layers, String pair, Settings settings, List<Null> nulls)
            throws IOException {
        OptionalInt size = layers.base().headSize();
        if (size.isEmpty() || !size.equals(layers.suspect().headSize())) {
            return;
        }
        AttentionHeads.of(layers, size.getAsInt(), ResidualBasis.SAME, false, 0, settings.seed())
                .ifPresent(test -> nulls.add(new Null("values in heads" + pair, test.log10P())));
        AttentionHeads.of(layers, size.getAsInt(), ResidualBasis.SAME, false, 1, settings.seed())
                .ifPresent(test -> nulls.add(new Null("values in assigned heads" + pair, test.log10P())));
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

    /** Layers of one model against its other layers. */
    public static List<Null> ofLayersApart(CanonicalModel model, Settings settings) throws IOException {
        List<Null> nulls = new ArrayList<>();
        for (int one : model.layers()) {
            for (int other : model.layers()) {
                if (one < other) {
                    FixedPointTest.of(model, one, model, other, settings.seed())
                            .ifPresent(test -> nulls.add(new Null("fixed points" + APART, test.log10P())));
                    heads(new AttentionHeads.Layers(model, one, model, other), APART, settings, nulls);
                }
            }
        }
        Repetition repetition = Repetition.of(model, settings.policy().log10Significance(), settings.seed());
        if (repetition.layers() > 1 || repetition.experts() > 0) {
            nulls.add(new Null("repetition within a model", repetition.log10P()));
        }
        return nulls;
    }
}
