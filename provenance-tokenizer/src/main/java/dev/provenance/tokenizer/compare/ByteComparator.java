package dev.provenance.tokenizer.compare;

import dev.provenance.tokenizer.Tokenizer;
import dev.provenance.tokenizer.catalogue.Catalogue;
import dev.provenance.tokenizer.encode.EncodingComparison;
import dev.provenance.tokenizer.encode.ProbeEncoding;
import dev.provenance.tokenizer.encode.ProbeText;
import dev.provenance.tokenizer.model.Reason;
import dev.provenance.tokenizer.model.TokenizerModel;
import java.util.List;
import java.util.Optional;

/** Compares tokens as bytes. */
record ByteComparator(RelationPolicy policy, Catalogue catalogue, List<ProbeText> texts)
        implements TokenizerComparator {

    @Override
    public TokenizerComparison compare(Tokenizer base, Tokenizer suspect) {
        TokenizerModel first = base.model();
        TokenizerModel second = suspect.model();
        TokenMatch match = TokenMatch.of(first.vocabulary(), second.vocabulary());
        Optional<MergeAgreement> merges =
                first.merges().flatMap(a -> second.merges().map(b -> MergeAgreement.of(a, b)));
        return new TokenizerComparison(
                TokenizerSummary.of(base),
                TokenizerSummary.of(suspect),
                new Overlap(first.vocabulary().size(), second.vocabulary().size(), match.common()),
                RelationJudge.text(match),
                IdAgreement.of(match),
                EarlyTokens.of(first, match),
                merges,
                DeclaredRules.of(first, second),
                ScriptCounts.of(match),
                new RelationJudge(policy, catalogue, first, second, match, merges).judge(),
                texts.isEmpty()
                        ? EncodingComparison.none(Reason.Kind.NOT_ASKED_FOR)
                        : ProbeEncoding.compare(first, second, texts));
    }
}
