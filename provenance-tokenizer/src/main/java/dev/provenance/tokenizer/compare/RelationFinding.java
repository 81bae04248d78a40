package dev.provenance.tokenizer.compare;

import dev.provenance.tokenizer.catalogue.CommonAncestor;
import dev.provenance.tokenizer.model.Reason;
import java.util.List;
import java.util.Optional;

/**
 * The relation of two tokenizers, with its reasons.
 *
 * @param relation the relation
 * @param direction which vocabulary lies within the other
 * @param commonAncestor for siblings the known tokenizer that both hold the most of, if the catalogue knows one
 * @param evidence how surprising their common order is
 * @param reasons sentences for a reader, the weightiest first
 */
public record RelationFinding(
        TokenizerRelation relation,
        Direction direction,
        Optional<CommonAncestor> commonAncestor,
        OrderEvidence evidence,
        List<Reason> reasons) {

    /** Stands below every relation. */
    public static final Reason LIMITS = Reason.of(Reason.Kind.NOT_WEIGHTS);

    public RelationFinding {
        reasons = List.copyOf(reasons);
    }
}
