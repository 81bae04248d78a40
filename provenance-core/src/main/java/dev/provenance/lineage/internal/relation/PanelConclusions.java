package dev.provenance.lineage.internal.relation;

import dev.provenance.lineage.BaseConclusion;
import dev.provenance.lineage.Direction;
import dev.provenance.lineage.Relation;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.evidence.AlignedSamples;
import dev.provenance.lineage.internal.evidence.PairEvidence;
import dev.provenance.lineage.internal.evidence.Traits;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Conclusions about all bases of a panel. Each base is tested by itself; together they tell which lies between which, and
 * what is a merge of several.
 */
public final class PanelConclusions {

    private final List<String> names;
    private final List<PairEvidence> evidence;
    private final VerdictPolicy policy;
    private final List<Optional<Message>> told;
    /** Indices of the bases that share trained layers with the suspect, in one form. */
    private final List<Integer> related;

    private final PanelGeometry geometry;

    private PanelConclusions(
            List<String> names, List<PairEvidence> evidence, VerdictPolicy policy, List<Optional<Message>> told) {
        this.names = names;
        this.evidence = evidence;
        this.policy = policy;
        this.told = told;
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
        Set<Integer> older = IntStream.range(0, related.size())
                .filter(place -> told.get(related.get(place)).isPresent())
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
        geometry = new PanelGeometry(samples, policy, older);
    }

    /**
     * One conclusion for each base, in order.
     *
     * @param names of the bases
     * @param evidence of each base and the suspect
     * @param adjusted the decimal logarithm of each base's p-value, corrected for all that was tested
     * @param told for each base why it is taken for the older one where the weights do not tell; empty for no reason
     */
    public static List<BaseConclusion> of(
            List<String> names,
            List<PairEvidence> evidence,
            List<Double> adjusted,
            VerdictPolicy policy,
            List<Optional<Message>> told) {
        return new PanelConclusions(names, evidence, policy, told).conclusions(adjusted);
    }

    private List<BaseConclusion> conclusions(List<Double> adjusted) {
        Optional<MergeFit.Merge> merge = geometry.merge();
        List<BaseConclusion> conclusions = new ArrayList<>();
        for (int i = 0; i < evidence.size(); i++) {
            conclusions.add(conclusion(i, adjusted.get(i), merge));
        }
        return conclusions;
    }

    private BaseConclusion conclusion(int index, double adjusted, Optional<MergeFit.Merge> merge) {
        Traits traits = evidence.get(index).traits();
        RelationNaming naming = new RelationNaming(traits, policy);
        List<Message> reasons = new ArrayList<>(naming.signs());
        if (!traits.isDerived(policy) || adjusted > policy.log10Significance()) {
            Relation relation = traits.isDerived(policy) ? Relation.INCONCLUSIVE : naming.ofOthers();
            if (relation == Relation.PARTS_REUSED && adjusted > policy.log10Significance()) {
                relation = Relation.INCONCLUSIVE;
            }
            return new BaseConclusion(
                    names.get(index),
                    relation,
                    List.of(),
                    Direction.UNDETERMINED,
                    traits.disguises(),
                    evidence.get(index).log10P(),
                    adjusted,
                    traits.change(),
                    traits.detectionLimit(),
                    List.of(),
                    List.of(),
                    reasons);
        }
        Optional<Relation> merged = merged(index, merge, reasons);
        Order order = merged.isPresent()
                ? new Order(Direction.BASE_FIRST, List.of(reasons.getLast()), List.of(), List.of())
                : order(index, merge.map(MergeFit.Merge::members).orElse(List.of()));
        Direction direction = order.direction();
        reasons.addAll(order.sentences());
        byChange().ifPresent(reasons::add);
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
                traits.detectionLimit(),
                order.later(),
                order.earlier(),
                reasons);
    }

    /**
     * Which model came first.
     *
     * @param later what says that the suspect is the later one
     * @param earlier what says that it is not
     * @param sentences the same, for a reader
     */
    private record Order(Direction direction, List<Message> later, List<Message> earlier, List<Message> sentences) {}

    /** Of a merge's members and of their origin. Any other relative of the members is none of the suspect's. */
    private Optional<Relation> merged(int index, Optional<MergeFit.Merge> merge, List<Message> reasons) {
        int place = related.indexOf(index);
        if (merge.isEmpty()
                || place < 0
                || !(merge.get().members().contains(place)
                        || geometry.isOrigin(place, merge.get().members()))) {
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

    private Order order(int index, List<Integer> parents) {
        Traits traits = evidence.get(index).traits();
        List<Message> later = traits.suspectIsLater();
        List<Message> earlier = traits.baseIsLater();
        if (!earlier.isEmpty() && later.isEmpty() && told.get(index).isPresent()) {
            return new Order(
                    Direction.UNDETERMINED,
                    later,
                    earlier,
                    List.of(direction(earlier), told.get(index).get()));
        }
        if (!earlier.isEmpty()) {
            return later.isEmpty()
                    ? new Order(Direction.SUSPECT_FIRST, later, earlier, List.of(direction(earlier)))
                    : new Order(
                            Direction.SIBLINGS,
                            later,
                            earlier,
                            List.of(direction(earlier), Message.of("lineage.but-also", listed(later))));
        }
        if (!later.isEmpty()) {
            return later(index, later, vote(related.indexOf(index), parents));
        }
        return vote(related.indexOf(index), parents).orElseGet(() -> told(index));
    }

    /** That the suspect is the later one does not make this base its parent, if another one lies between them. */
    private Order later(int index, List<Message> signs, Optional<Order> byPlace) {
        List<Message> sentences = new ArrayList<>(List.of(direction(signs)));
        Optional<Order> sibling = byPlace.filter(order -> order.direction() == Direction.SIBLINGS);
        if (sibling.isPresent()) {
            sentences.addAll(sibling.get().sentences());
            return new Order(Direction.SIBLINGS, signs, sibling.get().earlier(), sentences);
        }
        long others = related.stream()
                .filter(other -> other != index)
                .map(other -> evidence.get(other).traits())
                .filter(traits -> !traits.suspectIsLater().isEmpty()
                        && traits.baseIsLater().isEmpty())
                .count();
        if (byPlace.isEmpty() && others > 0) {
            sentences.add(Message.of("lineage.later-than-others", others));
        }
        return new Order(Direction.BASE_FIRST, signs, List.of(), sentences);
    }

    private Order told(int index) {
        List<Message> word = told.get(index).stream().toList();
        return new Order(!word.isEmpty() ? Direction.BASE_FIRST : Direction.UNDETERMINED, word, List.of(), word);
    }

    /** The related bases by how far they lie from the suspect: the order that weights always tell. */
    private Optional<Message> byChange() {
        if (related.size() < 2) {
            return Optional.empty();
        }
        List<Message> nearestFirst = related.stream()
                .sorted(Comparator.comparingDouble(i -> evidence.get(i).traits().change()))
                .map(i -> Message.of(
                        "lineage.change-of",
                        names.get(i),
                        evidence.get(i).traits().change()))
                .toList();
        return Optional.of(Message.of("lineage.by-change", nearestFirst));
    }

    private static Message direction(List<Message> signs) {
        return Message.of("lineage.direction", listed(signs));
    }

    /** By the places of the panel's other bases; of equal votes the one that claims less. */
    private Optional<Order> vote(int place, List<Integer> parents) {
        if (place < 0) {
            return Optional.empty();
        }
        PanelGeometry.Votes votes = geometry.votes(place, parents);
        int most = Math.max(
                votes.between().size(),
                Math.max(votes.behind().size(), votes.beyond().size()));
        if (most == 0) {
            return Optional.empty();
        }
        if (votes.between().size() == most) {
            List<Message> between = List.of(named("lineage.between", votes.between()));
            return Optional.of(new Order(Direction.SIBLINGS, List.of(), between, between));
        }
        if (votes.beyond().size() == most) {
            List<Message> beyond = List.of(named("lineage.beyond", votes.beyond()));
            return Optional.of(new Order(Direction.SUSPECT_FIRST, List.of(), beyond, beyond));
        }
        List<Message> behind = List.of(named("lineage.behind", votes.behind()));
        return Optional.of(new Order(Direction.BASE_FIRST, behind, List.of(), behind));
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
