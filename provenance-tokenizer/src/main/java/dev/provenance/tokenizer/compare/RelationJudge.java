package dev.provenance.tokenizer.compare;

import dev.provenance.tokenizer.catalogue.Catalogue;
import dev.provenance.tokenizer.catalogue.CommonAncestor;
import dev.provenance.tokenizer.model.LearnedTokens;
import dev.provenance.tokenizer.model.Reason;
import dev.provenance.tokenizer.model.Reason.Kind;
import dev.provenance.tokenizer.model.TokenizerModel;
import dev.provenance.tokenizer.model.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Names the relation. Order, of ids or of learning, shows a common origin; containment then says of which kind. */
final class RelationJudge {

    private final RelationPolicy policy;
    private final Catalogue catalogue;
    private final TokenizerModel first;
    private final TokenizerModel second;
    private final TokenMatch match;
    private final Optional<MergeAgreement> merges;
    private final List<Reason> reasons = new ArrayList<>();

    RelationJudge(
            RelationPolicy policy,
            Catalogue catalogue,
            TokenizerModel first,
            TokenizerModel second,
            TokenMatch match,
            Optional<MergeAgreement> merges) {
        this.policy = policy;
        this.catalogue = catalogue;
        this.first = first;
        this.second = second;
        this.match = match;
        this.merges = merges;
    }

    /** The tokens that are text in both files, if one does not declare as special what the other does. */
    static Overlap text(TokenMatch match) {
        return new Overlap(
                count(match.first(), token -> LearnedTokens.isText(match.first(), token)),
                count(match.second(), token -> LearnedTokens.isText(match.second(), token)),
                match.matched(token -> LearnedTokens.isText(match.first(), token)).length);
    }

    private static int count(Vocabulary vocabulary, IntPredicate counted) {
        return (int) IntStream.range(0, vocabulary.size()).filter(counted).count();
    }

    RelationFinding judge() {
        Overlap text = text(match);
        OrderEvidence evidence = evidence();
        boolean byOrder = evidence.log10P() <= policy.log10P()
                && evidence.measures().stream()
                        .anyMatch(measure -> measure.log10P() <= policy.log10P()
                                && measure.order().share().orElse(0) >= policy.orderShare());
        boolean byContent =
                text.common() >= policy.fewestTokens() && text.jaccard().orElse(0) >= policy.jaccard();
        if (!byOrder && !byContent && !isSameText(text)) {
            return unrelated(text, evidence);
        }
        reasons.add(byOrder ? orderReason(evidence) : contentReason(text));
        return related(text, evidence);
    }

    private OrderEvidence evidence() {
        Vocabulary a = first.vocabulary();
        Vocabulary b = second.vocabulary();
        int[] learned = match.matched(token -> LearnedTokens.isLearned(a, token));
        OrderEvidence.Builder evidence = new OrderEvidence.Builder(policy.density());
        evidence.add(OrderEvidence.Ordering.IDS, PairedOrder.of(learned, a::id, token -> b.id(match.partner(token))));
        evidence.add(
                OrderEvidence.Ordering.LEARNING,
                PairedOrder.of(
                        learned,
                        token -> first.trainingOrder().place(token),
                        token -> second.trainingOrder().place(match.partner(token))));
        merges.ifPresent(agreement -> evidence.add(OrderEvidence.Ordering.MERGES, agreement.order()));
        return evidence.build();
    }

    private RelationFinding unrelated(Overlap text, OrderEvidence evidence) {
        OrderEvidence.Measure strongest = evidence.strongest();
        reasons.add(Reason.of(
                Kind.NO_COMMON_ORDER,
                text.common(),
                100 * text.containmentOfA().orElse(0),
                100 * text.containmentOfB().orElse(0),
                strongest.ordering(),
                100 * strongest.order().share().orElse(0)));
        return finding(TokenizerRelation.UNRELATED, Direction.NONE, Optional.empty(), evidence);
    }

    private static Reason orderReason(OrderEvidence evidence) {
        OrderEvidence.Measure strongest = evidence.strongest();
        double exponent = Math.ceil(evidence.log10P());
        int longest = strongest.order().longest();
        int items = strongest.order().items();
        return strongest.ordering() == OrderEvidence.Ordering.MERGES
                ? Reason.of(Kind.COMMON_MERGES, longest, items, exponent)
                : Reason.of(Kind.COMMON_ORDER, longest, items, strongest.ordering(), exponent);
    }

    /** Equal vocabularies are equal, however small; what that says of their origin is another matter. */
    private static boolean isSameText(Overlap text) {
        return text.common() > 0 && text.sizeA() == text.common() && text.sizeB() == text.common();
    }

    private static Reason contentReason(Overlap text) {
        return Reason.of(
                Kind.COMMON_CONTENT, 100 * text.jaccard().orElse(0), text.sizeA() + text.sizeB() - text.common());
    }

    private RelationFinding related(Overlap text, OrderEvidence evidence) {
        double keptOfA = text.containmentOfA().orElse(0);
        double keptOfB = text.containmentOfB().orElse(0);
        reasons.add(
                Reason.of(Kind.TOKENS_KEPT, text.common(), text.sizeA(), 100 * keptOfA, text.sizeB() - text.common()));
        boolean bothKept = keptOfA >= policy.keptShare() && keptOfB >= policy.keptShare();
        boolean idsInOrder = evidence.measures().getFirst().order().share().orElse(1) >= policy.sameIds();
        if (bothKept && !idsInOrder) {
            return finding(TokenizerRelation.RENUMBERED, Direction.NONE, Optional.empty(), evidence);
        }
        if (isSameText(text)) {
            merges.ifPresent(this::mergeReason);
            return sameText(evidence);
        }
        if (keptOfA >= policy.keptShare() && keptOfA >= keptOfB) {
            return finding(TokenizerRelation.EXTENDED, Direction.A_WITHIN_B, Optional.empty(), evidence);
        }
        if (keptOfB >= policy.keptShare()) {
            return finding(TokenizerRelation.REDUCED, Direction.B_WITHIN_A, Optional.empty(), evidence);
        }
        return siblings(evidence);
    }

    /** Converters write the merges of one SentencePiece model in different ways, so other merges are not yet another model. */
    private void mergeReason(MergeAgreement agreement) {
        reasons.add(Reason.of(Kind.MERGES_KEPT, agreement.common(), agreement.sizeA(), agreement.sizeB()));
    }

    /** The same text: what is left to tell are the ids, and what special tokens pushed them. */
    private RelationFinding sameText(OrderEvidence evidence) {
        int[] text = match.matched(token -> LearnedTokens.isText(match.first(), token));
        long same = IntStream.of(text)
                .filter(token -> match.first().id(token) == match.second().id(match.partner(token)))
                .count();
        if (Overlap.share((int) same, text.length).orElse(1) >= policy.sameIds()) {
            reasons.add(Reason.of(Kind.SAME_TEXT));
            return finding(TokenizerRelation.SAME, Direction.NONE, Optional.empty(), evidence);
        }
        int grown = match.second().size() - match.first().size();
        reasons.add(Reason.of(Kind.SHIFTED_IDS));
        if (grown == 0) {
            return finding(TokenizerRelation.RENUMBERED, Direction.NONE, Optional.empty(), evidence);
        }
        return grown > 0
                ? finding(TokenizerRelation.EXTENDED, Direction.A_WITHIN_B, Optional.empty(), evidence)
                : finding(TokenizerRelation.REDUCED, Direction.B_WITHIN_A, Optional.empty(), evidence);
    }

    private RelationFinding siblings(OrderEvidence evidence) {
        Optional<CommonAncestor> ancestor = catalogue.commonAncestor(first, second);
        reasons.add(ancestor.map(known -> Reason.of(
                        Kind.KNOWN_ANCESTOR,
                        known.name(),
                        100 * known.inA().containment(),
                        100 * known.inB().containment()))
                .orElse(Reason.of(Kind.UNKNOWN_ANCESTOR)));
        return finding(TokenizerRelation.SIBLINGS, Direction.NONE, ancestor, evidence);
    }

    private RelationFinding finding(
            TokenizerRelation relation,
            Direction direction,
            Optional<CommonAncestor> ancestor,
            OrderEvidence evidence) {
        return new RelationFinding(relation, direction, ancestor, evidence, reasons);
    }
}
