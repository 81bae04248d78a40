package dev.provenance.lineage.relation;

import dev.provenance.lineage.Relation;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.evidence.Traits;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Names a relation by measured signs. Names that say which model came first are given only where a sign says so: an
 * architecture, vocabulary or grid that only one has, a large change seen from one side, an adapter, the place of a third
 * model, or the user's word. Without one, related models are of {@link Relation#COMMON_ORIGIN}.
 */
final class RelationNaming {

    /** Below this centred cosine embeddings of shared tokens are not the base's. */
    private static final double NEW_EMBEDDINGS = 0.3;
    /** A quantised copy is near its origin on a coarse grid too. */
    private static final double NEAR_ON_A_GRID = 0.95;

    private final Traits traits;
    private final VerdictPolicy policy;

    RelationNaming(Traits traits, VerdictPolicy policy) {
        this.traits = traits;
        this.policy = policy;
    }

    /** What the relation would be called if the base came first; the leading one first. Of derived models only. */
    List<Relation> ifBaseCameFirst() {
        List<Relation> names = new ArrayList<>();
        if (traits.rounding()) {
            names.add(Relation.REFORMATTED);
            return names;
        }
        if (traits.gridBits().isPresent() && traits.correlation() >= NEAR_ON_A_GRID) {
            names.add(Relation.QUANTIZED);
        }
        if (traits.adapterRank().isPresent()) {
            names.add(Relation.ADAPTER_MERGED);
        }
        if (traits.experts() > 1) {
            names.add(Relation.UPCYCLED);
        }
        if (traits.repeatsLayers()) {
            names.add(Relation.DEPTH_UPSCALED);
        }
        if (traits.dropsLayers() || traits.dropsUnits()) {
            names.add(Relation.PRUNED);
        }
        if (traits.matchedLayers() < traits.suspectLayers()) {
            names.add(Relation.PARTS_REUSED);
        }
        if (traits.vocabularyExtended() && traits.embedding() >= policy.partCorrelation()) {
            names.add(Relation.VOCABULARY_EXTENDED);
        }
        // An undefined cosine is no match either: the tokens are others. Of unread tokenizers nothing is known.
        if (traits.tokensKnown() && !(traits.embedding() >= NEW_EMBEDDINGS)) {
            names.add(Relation.TOKENIZER_REPLACED);
        }
        if (names.isEmpty() || traits.change() > policy.roundingChange()) {
            Relation size =
                    traits.change() >= policy.largeChange() ? Relation.CONTINUED_PRETRAINING : Relation.FINE_TUNED;
            boolean explained = names.contains(Relation.QUANTIZED) || names.contains(Relation.ADAPTER_MERGED);
            if (!explained) {
                names.add(size);
            }
        }
        return names;
    }

    /** Of models that are not derived. */
    Relation ofOthers() {
        if (traits.sharesPart(policy)) {
            return Relation.PARTS_REUSED;
        }
        if (traits.sharesInitialisation(policy)) {
            return Relation.SHARED_INITIALISATION;
        }
        if (traits.matchedLayers() > 0 || traits.initialisationTrace()) {
            return Relation.INCONCLUSIVE;
        }
        if (traits.suspectLayers() > 0) {
            return Relation.NO_SHARED_WEIGHTS_FOUND;
        }
        if (traits.rowsByName().isEmpty()) {
            return Relation.NOT_COMPARABLE;
        }
        return traits.rowsByName().getAsDouble() <= policy.log10Significance()
                ? Relation.INCONCLUSIVE
                : Relation.NO_SHARED_WEIGHTS_FOUND;
    }

    /** The signs, for a reader. */
    List<Message> signs() {
        return texts().stream().map(Message::verbatim).toList();
    }

    private List<String> texts() {
        List<String> signs = new ArrayList<>();
        if (traits.matchedLayers() > 0) {
            signs.add(String.format(
                    Locale.ROOT,
                    "%d of %d layers match a layer of the base (%s); their aligned weights have a centred cosine of %.4f"
                            + " (median).",
                    traits.matchedLayers(),
                    traits.suspectLayers(),
                    traits.layerMap(),
                    traits.correlation()));
        }
        if (traits.isDerived(policy) && !traits.rounding()) {
            signs.add(String.format(
                    Locale.ROOT,
                    "The matrices changed by %.3f of their norm (median); from %.2f on the policy reads a change as continued"
                            + " pre-training rather than fine-tuning.",
                    traits.change(),
                    policy.largeChange()));
        }
        if (traits.rounding()) {
            signs.add(
                    traits.disguises().isEmpty()
                            ? "Nothing that was sampled changed by more than the rounding to the coarser dtype."
                            : "Once the disguise is undone, nothing changed by more than rounding.");
        }
        traits.detectionLimit()
                .ifPresent(share -> signs.add(String.format(
                        Locale.ROOT,
                        "A share of %.0f %% of the base's weights in the suspect's would have been found at the policy's"
                                + " significance.",
                        100 * share)));
        traits.adapterRank()
                .ifPresent(rank -> signs.add("Every changed matrix changed by a matrix of rank " + rank
                        + " or less, as a merged adapter does."));
        traits.gridBits().ifPresent(bits -> signs.add("The suspect's numbers lie on a grid of " + bits + " bits."));
        if (traits.experts() > 1) {
            signs.add(traits.experts() + " experts of a layer match one MLP of the base.");
        }
        if (!traits.disguises().isEmpty()) {
            signs.add("Undone before comparing: "
                    + String.join(
                            ", ",
                            traits.disguises().stream()
                                    .map(disguise -> disguise.name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', ' '))
                                    .sorted()
                                    .toList())
                    + (traits.disguises().contains(dev.provenance.lineage.Disguise.RESCALED)
                            ? String.format(
                                    Locale.ROOT,
                                    " (factors of tensors from %.3f to %.3f)",
                                    traits.factors().getFirst(),
                                    traits.factors().getLast())
                            : "")
                    + ".");
        }
        return signs;
    }
}
