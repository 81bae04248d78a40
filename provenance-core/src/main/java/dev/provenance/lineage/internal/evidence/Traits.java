package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.Disguise;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.message.Message;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The measured signs from which a relation is named.
 *
 * @param ofTraining whether what is alike can be told from random numbers of one seed: both models show that they were trained,
 *     by {@link TrainingSigns}
 * @param suspectLayers layers of the suspect that could be tested
 * @param matchedLayers those of them that are a layer of the base
 * @param layerMap which, for a reader
 * @param repeatsLayers whether a layer of the base is the origin of two
 * @param dropsLayers whether one is the origin of none while every layer of the suspect has one
 * @param dropsUnits whether the suspect's matched layers have fewer units than the base's
 * @param experts experts of a matched layer that come from one MLP; 1 where none do
 * @param correlation median centred cosine of matched, aligned weights; NaN where nothing matches
 * @param largestCorrelation the largest over kinds of tensor; NaN where nothing matches
 * @param norms correlation of norm weights; NaN where they cannot be held against each other
 * @param change median over tensors of what is left after the best factor
 * @param rounding whether nothing changed but by rounding
 * @param gridBits bits of the grid on which the suspect's numbers lie, where the base's do not
 * @param adapterRank rank of the change, where all changes are low in rank
 * @param adapterShift how far the base is along the adapter: 0 without it, 1 with it; NaN without an adapter
 * @param forward median slope of the suspect's weights on the base's
 * @param backward median slope of the base's weights on the suspect's
 * @param embedding the shared tokens' embeddings
 * @param head the same of the heads
 * @param equalTrainedUnits whether the MLPs are the base's, trained and unchanged
 * @param initialisationTrace whether units agree in their places beyond chance
 * @param detectionLimit smallest share of the base that would have been found; empty where that was not tried
 * @param rowsByName log10 p of the test for what is no transformer; empty where MLPs could be matched
 * @param factors smallest and largest best factor over tensors
 * @param suspectIsLater signs that the suspect is the later model
 * @param baseIsLater signs that the base is
 * @param tokensKnown whether it is known which tokens both have
 * @param vocabularyExtended whether the suspect has all tokens of the base and more
 * @param disguises what was undone
 */
public record Traits(
        boolean ofTraining,
        int suspectLayers,
        int matchedLayers,
        List<Message> layerMap,
        boolean repeatsLayers,
        boolean dropsLayers,
        boolean dropsUnits,
        int experts,
        double correlation,
        double largestCorrelation,
        double norms,
        double change,
        boolean rounding,
        OptionalInt gridBits,
        OptionalInt adapterRank,
        double adapterShift,
        double forward,
        double backward,
        TokenPart embedding,
        TokenPart head,
        boolean equalTrainedUnits,
        boolean initialisationTrace,
        OptionalDouble detectionLimit,
        OptionalDouble rowsByName,
        List<Double> factors,
        List<Message> suspectIsLater,
        List<Message> baseIsLater,
        boolean tokensKnown,
        boolean vocabularyExtended,
        Set<Disguise> disguises) {

    public Traits {
        layerMap = List.copyOf(layerMap);
        factors = List.copyOf(factors);
        suspectIsLater = List.copyOf(suspectIsLater);
        baseIsLater = List.copyOf(baseIsLater);
        disguises = Set.copyOf(disguises);
    }

    /**
     * Whether layers share training: they match, and their weights and norms are as alike as only training makes them.
     * Shared initial random numbers alone leave less of both.
     */
    public boolean isDerived(VerdictPolicy policy) {
        if (matchedLayers == 0 || !ofTraining) {
            return false;
        }
        return Double.isNaN(norms)
                ? correlation >= policy.correlationWithoutNorms()
                : correlation >= policy.derivedCorrelation() && norms >= policy.derivedNorms();
    }

    /** Whether an embedding or head is the base's, while nothing else speaks of shared initial random numbers. */
    public boolean sharesPart(VerdictPolicy policy) {
        return matchedLayers == 0
                && !initialisationTrace
                && ((embedding.isAlike(policy) && embedding.trained()) || (head.isAlike(policy) && head.trained()));
    }

    /** Whether an embedding or head is as alike as the same part is, while it may never have been trained. */
    public boolean sharesDrawnPart(VerdictPolicy policy) {
        return (embedding.isAlike(policy) && !embedding.trained()) || (head.isAlike(policy) && !head.trained());
    }

    /** Whether the MLPs are the base's, trained and unchanged, while the rest is not. */
    public boolean sharesUnits(VerdictPolicy policy) {
        return !isDerived(policy) && equalTrainedUnits && initialisationTrace;
    }

    /**
     * Whether units agree beyond chance, by less than shared training leaves, in every kind of tensor: one start leaves all
     * of them a little alike, not some of them much. Of layers that match but have no rows to hold against each other, as
     * where widths differ, it is not known how much is left.
     */
    public boolean sharesInitialisation(VerdictPolicy policy) {
        return !isDerived(policy)
                && !(matchedLayers > 0 && Double.isNaN(correlation))
                && (initialisationTrace || matchedLayers > 0)
                && !(correlation >= policy.derivedCorrelation())
                && !(largestCorrelation >= policy.partCorrelation())
                && !(norms >= policy.derivedNorms());
    }
}
