package dev.provenance.lineage.relation;

import dev.provenance.lineage.Relation;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.evidence.AlignedSamples;
import dev.provenance.lineage.evidence.PairEvidence;
import dev.provenance.lineage.evidence.Traits;
import dev.provenance.lineage.statistics.LogProbability;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Conclusions about all bases of a panel. Each base is tested by itself; together they tell which lies between which, and
 * what is a merge of several. P-values are corrected for the number of bases.
 */
public final class PanelConclusions {

    private final List<String> names;
    private final List<PairEvidence> evidence;
    private final VerdictPolicy policy;
    private final boolean basesCameFirst;
    /** Indices of the bases that share trained layers with the suspect, in one form. */
    private final List<Integer> related;

    private final PanelGeometry geometry;

    private PanelConclusions(
            List<String> names, List<PairEvidence> evidence, VerdictPolicy policy, boolean basesCameFirst) {
        this.names = names;
        this.evidence = evidence;
        this.policy = policy;
        this.basesCameFirst = basesCameFirst;
        boolean folded = evidence.stream()
                                .filter(pair -> pair.traits().isDerived(policy))
                                .filter(pair -> pair.samples().folded())
                                .count()
                        * 2
                > evidence.stream()
                        .filter(pair -> pair.traits().isDerived(policy))
                        .count();
        related = IntStream.range(0, evidence.size())
                .filter(i -> evidence.get(i).traits().isDerived(policy)
                        && evidence.get(i).samples().folded() == folded)
                .boxed()
                .toList();
        List<AlignedSamples> samples =
                related.stream().map(i -> evidence.get(i).samples()).toList();
        geometry = new PanelGeometry(samples, policy);
    }

    /**
     * One conclusion for each base, in order.
     *
     * @param names of the bases
     * @param evidence of each base and the suspect
     * @param basesCameFirst whether the user says that all bases are older than the suspect
     */
    public static List<BaseConclusion> of(
            List<String> names, List<PairEvidence> evidence, VerdictPolicy policy, boolean basesCameFirst) {
        return new PanelConclusions(names, evidence, policy, basesCameFirst).conclusions();
    }

    private List<BaseConclusion> conclusions() {
        double[] adjusted = LogProbability.holm(
                evidence.stream().mapToDouble(PairEvidence::log10P).toArray());
        Optional<MergeFit.Merge> merge = geometry.merge();
        List<BaseConclusion> conclusions = new ArrayList<>();
        for (int i = 0; i < evidence.size(); i++) {
            conclusions.add(conclusion(i, adjusted[i], merge));
        }
        return conclusions;
    }

    private BaseConclusion conclusion(int index, double adjusted, Optional<MergeFit.Merge> merge) {
        Traits traits = evidence.get(index).traits();
        RelationNaming naming = new RelationNaming(traits, policy);
        List<Message> reasons = new ArrayList<>(naming.signs());
        if (!traits.isDerived(policy) || adjusted > policy.log10Significance()) {
            Relation relation = traits.isDerived(policy) ? Relation.INCONCLUSIVE : naming.ofOthers();
            return new BaseConclusion(
                    names.get(index),
                    relation,
                    List.of(),
                    Direction.UNDETERMINED,
                    traits.disguises(),
                    evidence.get(index).log10P(),
                    adjusted,
                    traits.change(),
                    reasons);
        }
        Optional<Relation> merged = merged(index, merge, reasons);
        Direction direction = merged.isPresent() ? Direction.BASE_FIRST : direction(index, reasons);
        List<Relation> ifFirst = naming.ifBaseCameFirst();
        List<Relation> all = new ArrayList<>();
        merged.ifPresent(all::add);
        boolean symmetric = ifFirst.getFirst() == Relation.REFORMATTED;
        if (symmetric || direction == Direction.BASE_FIRST) {
            ifFirst.stream().filter(relation -> !all.contains(relation)).forEach(all::add);
        } else {
            all.add(Relation.COMMON_ORIGIN);
            if (direction == Direction.UNDETERMINED) {
                reasons.add(Message.of("lineage.if-first", ifFirst.getFirst()));
            }
        }
        return new BaseConclusion(
                names.get(index),
                all.getFirst(),
                all.subList(1, all.size()),
                direction,
                traits.disguises(),
                evidence.get(index).log10P(),
                adjusted,
                traits.change(),
                reasons);
    }

    private Optional<Relation> merged(int index, Optional<MergeFit.Merge> merge, List<Message> reasons) {
        if (merge.isEmpty() || evidence.get(index).traits().rounding()) {
            return Optional.empty();
        }
        MergeFit.Merge found = merge.get();
        List<Message> shares = IntStream.range(0, found.members().size())
                .mapToObj(member -> Message.of(
                        "lineage.merge-share",
                        found.shares().get(member),
                        names.get(related.get(found.members().get(member)))))
                .toList();
        reasons.add(
                Message.of("lineage.merged", shares.subList(0, shares.size() - 1), shares.getLast(), found.residual()));
        return Optional.of(Relation.MERGED);
    }

    private Direction direction(int index, List<Message> reasons) {
        Traits traits = evidence.get(index).traits();
        if (!traits.baseIsLater().isEmpty()) {
            reasons.add(Message.of("lineage.direction", listed(traits.baseIsLater())));
            if (!traits.suspectIsLater().isEmpty()) {
                reasons.add(Message.of("lineage.but-also", listed(traits.suspectIsLater())));
                return Direction.SIBLINGS;
            }
            return Direction.SUSPECT_FIRST;
        }
        if (!traits.suspectIsLater().isEmpty()) {
            reasons.add(Message.of("lineage.direction", listed(traits.suspectIsLater())));
            return Direction.BASE_FIRST;
        }
        Direction voted = vote(related.indexOf(index), reasons);
        if (voted != Direction.UNDETERMINED) {
            return voted;
        }
        if (basesCameFirst) {
            reasons.add(Message.of("lineage.users-word"));
            return Direction.BASE_FIRST;
        }
        return Direction.UNDETERMINED;
    }

    /** By the places of the panel's other bases; of equal votes the one that claims less. */
    private Direction vote(int place, List<Message> reasons) {
        if (place < 0) {
            return Direction.UNDETERMINED;
        }
        PanelGeometry.Votes votes = geometry.votes(place);
        int most = Math.max(
                votes.between().size(),
                Math.max(votes.behind().size(), votes.beyond().size()));
        if (most == 0) {
            return Direction.UNDETERMINED;
        }
        if (votes.between().size() == most) {
            reasons.add(named("lineage.between", votes.between()));
            return Direction.SIBLINGS;
        }
        if (votes.beyond().size() == most) {
            reasons.add(named("lineage.beyond", votes.beyond()));
            return Direction.SUSPECT_FIRST;
        }
        reasons.add(named("lineage.behind", votes.behind()));
        return Direction.BASE_FIRST;
    }

    private static Message listed(List<Message> signs) {
        return signs.stream()
                .reduce((first, second) -> Message.of("lineage.and", first, second))
                .orElseThrow();
    }

    private Message named(String key, List<Integer> places) {
        List<Message> quoted = places.stream()
                .map(place -> Message.of("lineage.quoted", names.get(related.get(place))))
                .toList();
        return Message.of(places.size() == 1 ? key + "-one" : key, quoted);
    }
}
