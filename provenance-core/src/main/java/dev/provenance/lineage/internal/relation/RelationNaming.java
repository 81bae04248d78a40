package dev.provenance.lineage.internal.relation;

import dev.provenance.lineage.Disguise;
import dev.provenance.lineage.Relation;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.evidence.Traits;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Names a relation by measured signs. Names that say which model came first are given only where a sign says so: an
 * architecture, vocabulary or grid that only one has, a large change seen from one side, an adapter, the place of a third
 * model, or the user's word. Without one, related models are of {@link Relation#COMMON_ORIGIN}.
 */
final class RelationNaming {

    /** What keeps a component that is alike from being called shared. */
    private static final Message UNTRAINED = Message.of("lineage.untrained");

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
        if (traits.gridBits().isPresent() && traits.correlation() >= policy.nearOnGrid()) {
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
        if (traits.vocabularyExtended() && traits.embedding().centredCosine() >= policy.partCorrelation()) {
            names.add(Relation.VOCABULARY_EXTENDED);
        }
        // An undefined cosine is no match either: the tokens are others. Of unread tokenizers nothing is known.
        if (traits.tokensKnown() && !(traits.embedding().centredCosine() >= policy.newEmbeddings())) {
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
        if (traits.sharesPart(policy) || traits.sharesUnits(policy)) {
            return Relation.PARTS_REUSED;
        }
        if (traits.sharesInitialisation(policy)) {
            return Relation.SHARED_INITIALISATION;
        }
        if (traits.matchedLayers() > 0 || traits.initialisationTrace() || traits.sharesDrawnPart(policy)) {
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
        List<Message> signs = new ArrayList<>();
        if (traits.matchedLayers() > 0) {
            signs.add(Message.of(
                    "lineage.layers",
                    traits.matchedLayers(),
                    traits.suspectLayers(),
                    traits.layerMap(),
                    traits.correlation()));
        }
        if (traits.sharesUnits(policy)) {
            signs.add(Message.of("lineage.equal-units"));
        }
        if (traits.isDerived(policy) && !traits.rounding()) {
            signs.add(Message.of("lineage.change", traits.change(), policy.largeChange()));
        }
        if (traits.rounding()) {
            signs.add(Message.of(traits.disguises().isEmpty() ? "lineage.rounding" : "lineage.rounding-undone"));
        }
        if (!traits.ofTraining()
                && !traits.sharesUnits(policy)
                && (traits.matchedLayers() > 0 || traits.initialisationTrace())) {
            signs.add(UNTRAINED);
        }
        if (!traits.isDerived(policy) && traits.sharesDrawnPart(policy)) {
            signs.add(Message.of("lineage.drawn-tokens"));
        }
        traits.detectionLimit().ifPresent(share -> signs.add(Message.of("lineage.limit", 100 * share)));
        if (traits.adapterRank().isPresent() && !traits.rounding()) {
            signs.add(Message.of("lineage.adapter", traits.adapterRank().getAsInt()));
        }
        traits.gridBits().ifPresent(bits -> signs.add(Message.of("lineage.grid", bits)));
        if (traits.experts() > 1) {
            signs.add(Message.of("lineage.experts", traits.experts()));
        }
        if (!traits.disguises().isEmpty()) {
            signs.add(disguises());
        }
        return signs;
    }

    private Message disguises() {
        List<Disguise> undone = traits.disguises().stream()
                .sorted(Comparator.comparing(Disguise::name))
                .toList();
        return undone.contains(Disguise.RESCALED)
                ? Message.of(
                        "lineage.disguises-scaled",
                        undone,
                        traits.factors().getFirst(),
                        traits.factors().getLast())
                : Message.of("lineage.disguises", undone);
    }
}
