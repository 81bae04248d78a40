package dev.provenance.tokenizer.compare;

import dev.provenance.tokenizer.catalogue.Catalogue;
import dev.provenance.tokenizer.catalogue.CommonAncestor;
import dev.provenance.tokenizer.model.LearnedTokens;
import dev.provenance.tokenizer.model.TokenizerModel;
import dev.provenance.tokenizer.model.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private final List<String> reasons = new ArrayList<>();

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
        evidence.add("ids", PairedOrder.of(learned, a::id, token -> b.id(match.partner(token))));
        evidence.add(
                "order of learning",
                PairedOrder.of(
                        learned,
                        token -> first.trainingOrder().place(token),
                        token -> second.trainingOrder().place(match.partner(token))));
        merges.ifPresent(agreement -> evidence.add("merges", agreement.order()));
        return evidence.build();
    }

    private RelationFinding unrelated(Overlap text, OrderEvidence evidence) {
        OrderEvidence.Measure strongest = evidence.strongest();
        reasons.add(String.format(
                Locale.ROOT,
                "%,d tokens in common are %.1f %% of the base's and %.1f %% of the suspect's, but their longest common order"
                        + " (%s) holds only %.1f %%; independently trained tokenizers share as much.",
                text.common(),
                100 * text.containmentOfA().orElse(0),
                100 * text.containmentOfB().orElse(0),
                strongest.name(),
                100 * strongest.order().share().orElse(0)));
        return finding(TokenizerRelation.UNRELATED, Direction.NONE, Optional.empty(), evidence);
    }

    private String orderReason(OrderEvidence evidence) {
        OrderEvidence.Measure strongest = evidence.strongest();
        return String.format(
                Locale.ROOT,
                "%,d of %,d %s in common stand in the same order (%s); for independently trained tokenizers the probability"
                        + " is below 10^%.0f.",
                strongest.order().longest(),
                strongest.order().items(),
                strongest.name().equals("merges") ? "merges" : "learned tokens",
                strongest.name(),
                Math.ceil(evidence.log10P()));
    }

    /** Equal vocabularies are equal, however small; what that says of their origin is another matter. */
    private static boolean isSameText(Overlap text) {
        return text.common() > 0 && text.sizeA() == text.common() && text.sizeB() == text.common();
    }

    private static String contentReason(Overlap text) {
        return String.format(
                Locale.ROOT,
                "%.1f %% of all %,d tokens are in both; their order alone does not show a common origin.",
                100 * text.jaccard().orElse(0),
                text.sizeA() + text.sizeB() - text.common());
    }

    private RelationFinding related(Overlap text, OrderEvidence evidence) {
        double keptOfA = text.containmentOfA().orElse(0);
        double keptOfB = text.containmentOfB().orElse(0);
        reasons.add(String.format(
                Locale.ROOT,
                "The suspect has %,d of the base's %,d text tokens (%.2f %%) and %,d others.",
                text.common(),
                text.sizeA(),
                100 * keptOfA,
                text.sizeB() - text.common()));
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
        reasons.add(String.format(
                Locale.ROOT,
                "The suspect has %,d of the base's %,d merges, and %,d in all.",
                agreement.common(),
                agreement.sizeA(),
                agreement.sizeB()));
    }

    /** The same text: what is left to tell are the ids, and what special tokens pushed them. */
    private RelationFinding sameText(OrderEvidence evidence) {
        int[] text = match.matched(token -> LearnedTokens.isText(match.first(), token));
        long same = IntStream.of(text)
                .filter(token -> match.first().id(token) == match.second().id(match.partner(token)))
                .count();
        if (Overlap.share((int) same, text.length).orElse(1) >= policy.sameIds()) {
            reasons.add("All text tokens are the same; the files differ at most in added and special tokens.");
            return finding(TokenizerRelation.SAME, Direction.NONE, Optional.empty(), evidence);
        }
        int grown = match.second().size() - match.first().size();
        reasons.add("All text tokens are the same, under shifted ids.");
        if (grown == 0) {
            return finding(TokenizerRelation.RENUMBERED, Direction.NONE, Optional.empty(), evidence);
        }
        return grown > 0
                ? finding(TokenizerRelation.EXTENDED, Direction.A_WITHIN_B, Optional.empty(), evidence)
                : finding(TokenizerRelation.REDUCED, Direction.B_WITHIN_A, Optional.empty(), evidence);
    }

    private RelationFinding siblings(OrderEvidence evidence) {
        Optional<CommonAncestor> ancestor = catalogue.commonAncestor(first, second);
        reasons.add(ancestor.map(known -> String.format(
                        Locale.ROOT,
                        "Both hold parts of %s in its order: about %.0f %% of it is in the base, %.0f %% in the suspect.",
                        known.name(),
                        100 * known.inA().containment(),
                        100 * known.inB().containment()))
                .orElse("Their common origin is none of the tokenizers in the catalogue."));
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
